import { closestName } from "#core/closest-name.ts";
import type { Unsupported } from "#core/cluster.ts";
import { valueAt, type Json } from "#core/json.ts";
import { parseImageReference } from "#core/kubernetes/image-reference.ts";
import { type KubernetesObject, kindName } from "#core/kubernetes/object.ts";
import { type Path, pathText } from "#core/path.ts";
import { standIns } from "#simulator/images/catalogue.ts";
import { modelledFields, type Supported } from "./modelled-fields.ts";
import { unmodelledInPodSpec } from "./pod-rules.ts";

/** The fields of these objects that the simulated cluster does not model; a path is empty for a whole kind. */
export function unsupportedFields(objects: KubernetesObject[], nodeNames: string[]): Unsupported[] {
  return objects.flatMap((object) => {
    const kind = kindName(object);
    const fields = modelledFields[kind];
    if (!fields) return [{ kind, path: "" }];
    const specPath = object.kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
    const paths = [
      ...unknownPaths(object as Json, [], fields),
      ...unmodelledInPodSpec(valueAt(object as Json, specPath), nodeNames).map((path) => [...specPath, ...path]),
    ];
    const byText = new Map(paths.map((path) => [pathText(path), path]));
    return [...byText].map(([path, steps]) => ({ kind, path, ...meantImage(object as Json, steps) }));
  });
}

/** The image that was probably meant, where the field is one: most that are not modelled are misspelt. */
function meantImage(object: Json, path: Path): Pick<Unsupported, "suggestion"> {
  const image = path.at(-1) === "image" ? valueAt(object, path) : undefined;
  const suggestion = typeof image === "string" ? nearestImage(image) : undefined;
  return suggestion === undefined ? {} : { suggestion };
}

/** The highest paths that are not in the table; what is empty asks for nothing. */
function unknownPaths(value: Json | undefined, path: Path, fields: Supported): Path[] {
  if (value === null || value === undefined) return [];
  const entry = fields[pattern(path)] ?? fields[pattern([...path.slice(0, -1), "*"])];
  if (typeof entry === "object") return entry.accepts(value) ? [] : [path];
  if (entry) return [];
  if (typeof value !== "object") return [path];
  if (path.length > 0 && Object.keys(value).length > 0 && !isOnTheWay(path, fields)) return [path];
  return Array.isArray(value)
    ? value.flatMap((item, index) => unknownPaths(item, [...path, index], fields))
    : Object.entries(value).flatMap(([name, field]) => unknownPaths(field, [...path, name], fields));
}

function isOnTheWay(path: Path, fields: Supported): boolean {
  const prefix = pattern(path);
  return Object.keys(fields).some((known) => known.startsWith(`${prefix}.`) || known.startsWith(`${prefix}[]`));
}

/** `spec.containers[].image`: as the table writes it. */
function pattern(path: Path): string {
  return path.map((step, index) => (typeof step === "number" ? "[]" : index === 0 ? step : `.${step}`)).join("");
}

/** The image with a stand-in whose name is like this one's, with the same tag where it has that; none where no name is like it. */
function nearestImage(image: string): string | undefined {
  const { repository, tag } = parseImageReference(image);
  const name = closestName(
    lastPart(repository),
    standIns.map((one) => lastPart(one.repository)),
  );
  const standIn = standIns.find((one) => lastPart(one.repository) === name);
  return standIn && `${standIn.repository}:${standIn.tags.includes(tag) ? tag : standIn.tags[0]}`;
}

function lastPart(repository: string): string {
  return repository.slice(repository.lastIndexOf("/") + 1);
}
