import { expect, test } from "vitest";
import { parse } from "yaml";
import type { Json } from "#core/json.ts";
import { pathText } from "#core/path.ts";
import { validateObject } from "./validate.ts";

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx:1.29
          ports: [{ containerPort: 80 }]
          resources: { requests: { cpu: 100m, memory: 64Mi }, limits: { memory: 128Mi } }
          readinessProbe: { httpGet: { path: /, port: 80 } }
`;

function problems(yaml: string, options?: { partial?: boolean }): string {
  const found = validateObject(parse(yaml) as Json, options);
  return found.map(({ code, path, ...rest }) => `${code} ${pathText(path)} ${JSON.stringify(rest)}`).join("\n");
}

test("a valid object has no problems", () => {
  expect(problems(deployment)).toBe("");
});

test("problems stand in the order of the object, and each cause is named once", () => {
  const yaml = `
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - imge: nginx:1.29
          ports: { containerPort: 80 }
          resources: { requests: { cpu: abc, memory: true } }
        - name: Web
          image: 5
    metadata: { lables: { app: web } }
  selector: { app: web }
  replicas: "3"
metadata: { label: { app: web } }
`;
  expect(problems(yaml)).toMatchInlineSnapshot(`
    "missing-field spec.template.spec.containers[0].name {}
    unknown-field spec.template.spec.containers[0].imge {"suggestion":"image"}
    wrong-type spec.template.spec.containers[0].ports {"expected":"list","actual":{"containerPort":80}}
    invalid-value spec.template.spec.containers[0].resources.requests.cpu {"expected":"an amount such as 500m, 0.5, 64Mi or 1G","actual":"abc"}
    wrong-type spec.template.spec.containers[0].resources.requests.memory {"expected":"string or number","actual":true}
    invalid-value spec.template.spec.containers[1].name {"expected":"at most 63 lowercase letters, digits and dashes, with a letter or digit at both ends","actual":"Web","suggestion":"web"}
    wrong-type spec.template.spec.containers[1].image {"expected":"string","actual":5,"suggestion":"\\"5\\""}
    unknown-field spec.template.metadata.lables {"suggestion":"labels"}
    unknown-field spec.selector.app {"suggestion":"spec.selector.matchLabels.app"}
    wrong-type spec.replicas {"expected":"integer","actual":"3","suggestion":"3"}
    missing-field metadata.name {}
    unknown-field metadata.label {"suggestion":"labels"}"
  `);
});

test("a misspelt list is not missed a second time, nor by those that refer to it", () => {
  const yaml = `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers: [{ name: web, image: "nginx:1.29", volumeMounts: [{ name: data, mountPath: /data }] }]
  volume: [{ name: data }]
`;
  expect(problems(yaml)).toMatchInlineSnapshot(`"unknown-field spec.volume {"suggestion":"volumes"}"`);
});

test("a field at the wrong level is shown the way to where it belongs", () => {
  const yaml = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, replicas: 3 }
spec:
  ports: [{ containerPort: 80 }]
  labels: { app: web }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      command: [nginx]
      containers: [{ name: web, image: nginx }]
`;
  expect(problems(yaml)).toMatchInlineSnapshot(`
    "unknown-field metadata.replicas {"suggestion":"spec.replicas"}
    unknown-field spec.ports {"suggestion":"spec.template.spec.containers[0].ports"}
    unknown-field spec.labels {"suggestion":"metadata.labels"}
    unknown-field spec.template.spec.command {"suggestion":"spec.template.spec.containers[0].command"}"
  `);
});

test("a partial object may lack fields, but has no unknown ones and no wrong types", () => {
  const yaml = `
apiVersion: apps/v1
kind: Deployment
spec:
  template: { spec: { containers: [{ image: "nginx:1.29", port: [] }] } }
status: { readyReplicas: "3", conditions: [{ type: Available }], phse: Failed }
`;
  expect(problems(yaml, { partial: true })).toMatchInlineSnapshot(`
    "unknown-field spec.template.spec.containers[0].port {"suggestion":"ports"}
    wrong-type status.readyReplicas {"expected":"integer","actual":"3","suggestion":"3"}
    unknown-field status.phse {}"
  `);
});

test("an object of an unknown kind gets the kind that was meant", () => {
  const kinds = [
    "apps/v1beta1 Deployment",
    "apps/v1 Deploymnet",
    "v1 Deployment",
    "v1 pod",
    "networking.k8s.io/v1 Gateway",
  ];
  const found = kinds.map((text) => {
    const [apiVersion = "", kind = ""] = text.split(" ");
    return validateObject({ apiVersion, kind }).map(
      ({ actual, suggestion }) => `${JSON.stringify(actual)} → ${suggestion}`,
    );
  });
  expect(found.join("\n")).toMatchInlineSnapshot(`
    ""apps/v1beta1/Deployment" → apps/v1/Deployment
    "apps/v1/Deploymnet" → apps/v1/Deployment
    "v1/Deployment" → apps/v1/Deployment
    "v1/pod" → v1/Pod
    "networking.k8s.io/v1/Gateway" → undefined"
  `);
});

test("what is no object at all is a problem, not an exception", () => {
  const values: Json[] = [
    null,
    [],
    "web",
    3,
    {},
    { apiVersion: 1, kind: [] },
    { apiVersion: "v1", kind: "Pod", metadata: 5, spec: "x" },
  ];
  const found = values.map((value) =>
    validateObject(value).map(({ code, path }) => `${code} ${pathText(path)}`.trim()),
  );
  expect(found.map((lines) => lines.join(", ")).join("\n")).toMatchInlineSnapshot(`
    "not-a-map
    not-a-map
    not-a-map
    not-a-map
    missing-field apiVersion, missing-field kind
    wrong-type apiVersion, wrong-type kind
    wrong-type metadata, wrong-type spec"
  `);
});

test("names that every JavaScript object has are fields like any other", () => {
  const yaml = `
apiVersion: v1
kind: Secret
metadata: { name: web, labels: { constructor: a, __proto__: b } }
type: constructor
toString: 1
__proto__: { data: { a: 5 } }
`;
  expect(problems(yaml)).toMatchInlineSnapshot(`
    "invalid-value metadata.labels.__proto__ {"expected":"a name (at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends), before it perhaps a domain and a slash","actual":"__proto__","suggestion":"proto"}
    unknown-field toString {}
    unknown-field __proto__ {}"
  `);
});

test("no value in any place makes a rule throw", () => {
  const object = parse(deployment) as Json;
  const values: Json[] = [null, "", "a", -1, 1.5, true, [], {}, [null], [[]], [{}], { a: null }];
  const places = pathsOf(object);
  expect(places.length).toBeGreaterThan(30);
  for (const path of places) {
    for (const value of values) expect(() => validateObject(replaced(object, path, value))).not.toThrow();
  }
});

test("a warm validation takes less than 2 ms", () => {
  const object = parse(deployment) as Json;
  const milliseconds = Array.from({ length: 201 }, () => {
    const start = performance.now();
    validateObject(object);
    return performance.now() - start;
  });
  // The fastest run: the others measure what else the machine does.
  expect(Math.min(...milliseconds)).toBeLessThan(2);
});

function pathsOf(value: Json): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [[]];
  const fields: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [[], ...fields.flatMap(([step, field]) => pathsOf(field).map((path) => [step, ...path]))];
}

function replaced(value: Json, [step, ...rest]: (string | number)[], by: Json): Json {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, by) : item));
  const fields = value as { [key: string]: Json };
  return { ...fields, [step]: replaced(fields[step] ?? null, rest, by) };
}
