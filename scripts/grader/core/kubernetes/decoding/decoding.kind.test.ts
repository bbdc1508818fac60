import { readdirSync, readFileSync } from "node:fs";
import pLimit from "p-limit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { describeWithKubeconfig } from "#clusters/kind/testing/describe.ts";
import { ApiError } from "#clusters/kubernetes/api/api-error.ts";
import { type Connection, connect } from "#clusters/kubernetes/api/connection.ts";
import { createDiscovery, type Discovery } from "#clusters/kubernetes/api/discovery.ts";
import { RefusedError } from "#core/cluster.ts";
import { type Json, sameValue, valueAt } from "#core/json.ts";
import type { KubernetesObject } from "#core/kubernetes/object.ts";
import { validateObject } from "#core/kubernetes/validation/validate.ts";
import { withCanonicalAmounts } from "./amounts.ts";
import { decoded } from "./decoded.ts";
import { amountForms, nullForms, type Variant, variantsOf, writtenDefaults } from "./testing/variants.ts";

const folder = new URL("../validation/corpus/valid/", import.meta.url);

/** The valid manifests, of all kinds and with nearly all fields that manifests use. */
const objects = readdirSync(folder).map(
  (name) => parse(readFileSync(new URL(name, folder), "utf8")) as KubernetesObject,
);

/** Where we and the API server decide differently, and why that stays so. */
const DIFFERENT: Record<string, string> = {
  "ObjectMeta.finalizers: [null]": "no manifest of a lab may have finalizers at all",
  "PodSpec.evictionResponders: [null]":
    "a feature that is switched off: the API server drops the field before it looks at it",
  "PodSpec.overhead: { a: null }": "only a RuntimeClass sets it",
  "PodSecurityContext.windowsOptions: { each: null }": "no node of a lab runs Windows",
  "ServiceSpec.clusterIPs: [null]": "of a Service of the type ExternalName, which no lab takes",
  "ServiceSpec.ipFamilies: [null]": "of a Service of the type ExternalName, which no lab takes",
};

/** What only the API server can know, because it chose it. */
const CHOSEN = new Set(["uid", "managedFields", "creationTimestamp", "clusterIP", "clusterIPs", "nodePort"]);

type Answer = { stored: Json } | { refused: string };

describeWithKubeconfig("how the API server decodes manifests", (kubeconfig) => {
  const namespace = `decoding-${Date.now()}`;
  const limit = pLimit(12);
  let connection: Connection;
  let discovery: Discovery;

  beforeAll(async () => {
    connection = await connect(kubeconfig);
    discovery = createDiscovery(connection);
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
    await connection.call({ method: "POST", path: "/api/v1/namespaces", body });
    // Without it Pods are refused.
    const serviceAccount = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
    await vi.waitFor(async () => await connection.call({ method: "GET", path: serviceAccount }), 30_000);
  });

  afterAll(async () => {
    await connection.call({ method: "DELETE", path: `/api/v1/namespaces/${namespace}` });
    await connection.close();
  });

  /** What the API server would store of an object, but for what it chooses itself, or why it refuses. */
  async function created(object: Json): Promise<Answer> {
    const { apiVersion, kind } = object as unknown as KubernetesObject;
    const path = `${await discovery.locate({ apiVersion, kind, namespace })}?dryRun=All&fieldValidation=Strict`;
    try {
      return { stored: unchosen(await connection.call<Json>({ method: "POST", path, body: object })) };
    } catch (error) {
      if (error instanceof RefusedError || error instanceof ApiError) return { refused: error.message };
      throw error;
    }
  }

  /** The variants about which we and the API server disagree, each with how. */
  async function disagreements(
    variants: readonly Variant[],
    expected: (variant: Variant) => Json,
  ): Promise<Record<string, string>> {
    expect(variants.length).toBeGreaterThan(0);
    const found = await Promise.all(
      variants.map((variant) =>
        limit(async () => [variant.name, await disagreement(variant, expected(variant))] as const),
      ),
    );
    return Object.fromEntries(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
  }

  async function disagreement({ object }: Variant, same: Json): Promise<string | undefined> {
    const answer = await created(object);
    const [problem] = validateObject(object);
    if ("refused" in answer) return problem ? undefined : `we take it; ${answer.refused}`;
    if (problem) return `we refuse it: ${JSON.stringify(problem)}`;
    const other = await created(same);
    if (sameValue(answer, other)) return undefined;
    return `stored as ${JSON.stringify(answer)}, where we expect ${JSON.stringify(other)}`;
  }

  test("a field that is null is what we make of it, in every field of every type", async () => {
    const found = await disagreements(variantsOf(objects, nullForms), ({ object }) => decoded(object));
    expect(Object.keys(found).sort(), JSON.stringify(found, null, 2)).toEqual(Object.keys(DIFFERENT).sort());
  });

  test("an equal amount is the same, and is stored as we write it, but for exponents", async () => {
    const variants = variantsOf(objects, amountForms);
    expect(
      await disagreements(
        variants,
        ({ object }) => withCanonicalAmounts(object as unknown as KubernetesObject) as unknown as Json,
      ),
    ).toEqual({});
    const unlike = await Promise.all(
      variants.map((variant) =>
        limit(async () => {
          const ours = withCanonicalAmounts(variant.object as unknown as KubernetesObject);
          const answer = await created(variant.object);
          const [wanted, stored] = [ours, "stored" in answer ? answer.stored : {}].map((of) =>
            valueAt(of as unknown as Json, variant.path),
          );
          return wanted === stored || variant.name.endsWith("exponent")
            ? []
            : [
                `${variant.name} ${JSON.stringify(valueAt(variant.object, variant.path))}: ${JSON.stringify(stored)}, and we say ${JSON.stringify(wanted)}`,
              ];
        }),
      ),
    );
    expect(unlike.flat()).toEqual([]);
  });

  test("a default that is written out changes nothing", async () => {
    const found = await Promise.all(
      objects.map(async (object) => {
        const base = object as unknown as Json;
        const answer = await created(base);
        return "stored" in answer
          ? await disagreementsOfDefaults(writtenDefaults(object, answer.stored as unknown as KubernetesObject), base)
          : { [object.kind]: answer.refused };
      }),
    );
    expect(Object.assign({}, ...found)).toEqual({});

    async function disagreementsOfDefaults(variants: Variant[], base: Json) {
      return variants.length === 0 ? {} : await disagreements(variants, () => base);
    }
  });
});

/** Without what differs each time: also random names, and the labels of a Job's Pods. */
function unchosen(stored: Json): Json {
  const text = JSON.stringify(stored, (key, value: unknown) => (CHOSEN.has(key) ? undefined : value));
  return JSON.parse(
    text.replaceAll(/kube-api-access-\w+/g, "kube-api-access").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "uid"),
  ) as Json;
}
