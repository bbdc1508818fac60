import type { Place } from "#core/context.ts";
import type { Access } from "#core/generated/lab.ts";
import type { Item } from "./sight.ts";

/** Asks one question for each verb with each resource, in the order of the lab file. */
export async function askAccess(
  { cluster, namespace }: Place,
  { serviceAccount, verbs, resources, namespace: where = namespace, name }: Access,
): Promise<Item[]> {
  const questions = verbs.flatMap((verb) => resources.map((resource) => ({ verb, resource })));
  return await Promise.all(
    questions.map(async ({ verb, resource }): Promise<Item> => {
      const { allowed, reason } = await cluster.authorize({
        serviceAccount: { namespace, name: serviceAccount },
        verb,
        resource,
        ...(where !== "*" && { namespace: where }),
        ...(name !== undefined && { name }),
      });
      return { name: `${verb} ${resource}`, value: { verb, resource, allowed, reason } };
    }),
  );
}
