import { expect, it, vi } from "vitest";
import type { Survivor } from "#core/generated/survivors.ts";
import type { Lab } from "#core/lab/lab.ts";
import { simulatedPlaces, testLab } from "#testing/simulated-grade.ts";
import { proveHarmless, proveMutants } from "./mutants.ts";

vi.setConfig({ testTimeout: 60_000 });

const web = { apiVersion: "v1", kind: "Pod", name: "web" };
const lab = testLab({ kinds: ["v1/Pod"], objects: [web] }, [
  { id: "ready", object: web, satisfies: "condition(object, 'Ready') == 'True'" },
]);
const text = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers: [{ name: nginx, image: "nginx:1.29" }]
`;
const solution = [{ name: "web.yaml", bytes: new TextEncoder().encode(text) }];

async function proven(excused: Survivor[]) {
  const mutants: string[] = [];
  const started = (mutant: string) => void mutants.push(mutant);
  const proof = await proveMutants(lab, solution, excused, { ...simulatedPlaces(lab), started });
  return { mutants, ...proof };
}

it("finds what no check notices, with its place in the solution", async () => {
  expect(await proven([])).toMatchInlineSnapshot(`
    {
      "killed": 10,
      "mutants": [
        "metadata.name removed",
        "metadata.name "web" → "web-changed"",
        "metadata.labels removed",
        "metadata.labels.app removed",
        "metadata.labels.app "web" → "web-changed"",
        "spec removed",
        "spec.containers removed",
        "spec.containers[0] removed",
        "spec.containers[0].name removed",
        "spec.containers[0].image removed",
        "spec.containers[0].image "nginx:1.29" → "nginx:9999"",
        "spec.tolerations[0] added {"operator":"Exists"}",
        "spec.initContainers[0] added {"name":"added","image":"nginx:1.29","securityContext":{"privileged":true}}",
        "spec.containers[1] added {"name":"added","image":"nginx:1.29","securityContext":{"privileged":true}}",
      ],
      "stale": [],
      "survivors": [
        {
          "change": "removed",
          "file": "web.yaml",
          "line": 5,
          "path": "Pod/web metadata.labels",
        },
        {
          "change": "removed",
          "file": "web.yaml",
          "line": 5,
          "path": "Pod/web metadata.labels.app",
        },
        {
          "change": ""web" → "web-changed"",
          "file": "web.yaml",
          "line": 5,
          "path": "Pod/web metadata.labels.app",
        },
        {
          "change": "added {"operator":"Exists"}",
          "file": "web.yaml",
          "line": 6,
          "path": "Pod/web spec.tolerations[0]",
        },
      ],
      "tried": 14,
      "undecided": 0,
    }
  `);
});

it("holds the solution to the lab's own Pod security", async () => {
  const node: Lab = { ...lab, file: { ...lab.file, cluster: { podSecurity: "privileged" } } };
  const onNode = text.replace("spec:", "spec:\n  hostNetwork: true");
  const files = [{ name: "web.yaml", bytes: new TextEncoder().encode(onNode) }];
  const mutants: string[] = [];
  await proveMutants(node, files, [], { ...simulatedPlaces(node), started: (mutant) => void mutants.push(mutant) });
  expect(mutants).toContain("spec.hostNetwork removed");
});

it("knows what the author excuses, with all below it, and an excuse that excuses nothing", async () => {
  const why = "Nobody asks for it.";
  const { survivors, stale } = await proven([
    { object: "Pod/web", path: "metadata.*.app", why },
    { object: "Pod/web", path: "metadata.labels", change: "removed", why: "Nor for these." },
    { object: "Pod/web", path: "spec.containers", why },
    { object: "Service/web", path: "spec", why },
  ]);
  expect(survivors.map(({ path, change, equivalent }) => [path, change, equivalent].join(" | ")))
    .toMatchInlineSnapshot(`
      [
        "Pod/web metadata.labels | removed | Nor for these.",
        "Pod/web metadata.labels.app | removed | Nobody asks for it.",
        "Pod/web metadata.labels.app | "web" → "web-changed" | Nobody asks for it.",
        "Pod/web spec.tolerations[0] | added {"operator":"Exists"} | ",
      ]
    `);
  expect(stale).toMatchInlineSnapshot(`
    [
      "Pod/web spec.containers",
      "Service/web spec",
    ]
  `);
});

it("says which harmless change a lab does not bear", async () => {
  const strict = testLab({ kinds: ["v1/Pod"], objects: [web] }, [
    {
      id: "one",
      object: web,
      satisfies: "object.spec.containers.size() == 1 && object.spec.containers[0].name == 'nginx'",
    },
  ]);
  const changes: string[] = [];
  const started = (change: string) => void changes.push(change);
  const { tried, undecided, failed } = await proveHarmless(strict, solution, { ...simulatedPlaces(strict), started });
  expect(changes).toMatchInlineSnapshot(`
    [
      "keys in the opposite order",
      "defaults written out",
      "empty fields",
      "labels and annotations of one's own",
      "other names for containers and volumes",
      "a helper container in front",
      "a helper container behind",
      "an init container",
      "a volume of one's own",
      "no more privileges",
      "line ends of Windows and a byte order mark",
    ]
  `);
  expect(tried + undecided).toBe(changes.length);
  expect(failed.map(({ change }) => change)).toMatchInlineSnapshot(`
    [
      "other names for containers and volumes",
      "a helper container in front",
      "a helper container behind",
    ]
  `);
});
