import { readdirSync, readFileSync } from "node:fs";
import spawn, { SubprocessError } from "nano-spawn";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import type { Json } from "#core/json.ts";
import { validateObject } from "./validate.ts";

const namespace = `validation-${Date.now()}`;
const folder = new URL("corpus/", import.meta.url).pathname;
const invalidNames = readdirSync(`${folder}invalid`).map((name) => name.replace(".yaml", ""));

/** Invalid manifests that a dry run accepts: why we refuse them all the same. A real create refuses them as well. */
const acceptedByDryRun: Record<string, string> = {
  "service-node-port-out-of-range": "a dry run reserves no node port, and only that looks at the range",
};

/** Invalid manifests about which the API server names the field around the one that is wrong, or none. */
const namedLessExactly = [
  "config-map-value-is-a-map",
  "config-map-value-is-a-number",
  "deployment-in-core-group",
  "deployment-old-version",
  "deployment-selector-empty",
  "deployment-strategy-unknown",
  "label-value",
  "label-value-is-a-number",
  "quantity",
  "quantity-unit",
  "role-binding-without-role",
  "secret-not-base64",
  "service-selector-as-deployment",
  "service-selector-value",
  "stateful-set-selector",
];

let env: { KUBECONFIG: string };

async function kubectl(...args: string[]): Promise<{ refused: boolean; text: string }> {
  try {
    return { refused: false, text: (await spawn("kubectl", args, { env })).output };
  } catch (error) {
    if (error instanceof SubprocessError && error.exitCode === 1) return { refused: true, text: error.output };
    throw error;
  }
}

function dryRun(kind: "invalid" | "valid"): Promise<{ refused: boolean; text: string }> {
  return kubectl("apply", "-n", namespace, "--dry-run=server", "--validate=strict", "-f", folder + kind);
}

/** What the API server says about each file that it refuses. */
async function refusals(): Promise<Map<string, string>> {
  const { text } = await dryRun("invalid");
  const [, ...parts] = text.split(/([\w-]+)\.yaml"/);
  const pairs = Array.from({ length: parts.length / 2 }, (_, pair) => [parts[pair * 2], parts[pair * 2 + 1]] as const);
  return new Map(pairs.map(([name = "", said = ""]) => [name, said]));
}

/** The name of the innermost field about which we have something to say. */
function fieldName(name: string): string {
  const [problem] = validateObject(parse(readFileSync(`${folder}invalid/${name}.yaml`, "utf8")) as Json);
  return String(problem?.path.findLast((step) => typeof step === "string"));
}

describeWithKubeconfig("the invalid and valid manifests on a real API server", (kubeconfig) => {
  env = { KUBECONFIG: kubeconfig };

  beforeAll(async () => {
    await spawn("kubectl", ["create", "namespace", namespace], { env });
    await spawn("kubectl", ["wait", "-n", namespace, "--for=create", "serviceaccount/default", "--timeout=30s"], {
      env,
    });
  });

  afterAll(async () => {
    await spawn("kubectl", ["delete", "namespace", namespace, "--wait=false"], { env });
  });

  test("the API server refuses every invalid manifest, but for those that a dry run cannot judge, and for the same field", async () => {
    const refused = await refusals();
    expect(invalidNames.filter((name) => !refused.has(name))).toEqual(Object.keys(acceptedByDryRun));
    const unnamed = [...refused].filter(([name, said]) => !said.includes(fieldName(name))).map(([name]) => name);
    expect(unnamed.sort()).toEqual(namedLessExactly);
  });

  test.each(Object.keys(acceptedByDryRun))("the API server refuses to create %s", async (name) => {
    const created = await kubectl("create", "-n", namespace, "-f", `${folder}invalid/${name}.yaml`);
    expect(created.refused).toBe(true);
  });

  test("the API server accepts every valid manifest", async () => {
    expect(await dryRun("valid")).toMatchObject({ refused: false });
  });
});
