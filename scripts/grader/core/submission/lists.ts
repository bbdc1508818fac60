import type { Issue } from "#core/issue.ts";
import { isJsonMap, type Json, type JsonMap } from "#core/json.ts";
import { kindName } from "#core/kubernetes/object.ts";
import { isBuiltIn } from "#core/kubernetes/schema/kinds.ts";
import type { Path } from "#core/path.ts";
import type { YamlDocument } from "#core/yaml/documents.ts";
import { locatedIssue } from "#core/yaml/located-issue.ts";

/**
 * The objects of a document as kubectl takes them: the items of a list (`kind: List`, `kind: DeploymentList`), or the
 * document itself. Source: apimachinery's unstructured.UnstructuredJSONScheme.
 */
export function objectsIn(document: YamlDocument): { documents: YamlDocument[]; issues: Issue[] } {
  const { value } = document;
  if (!isList(value)) return { documents: [document], issues: [] };
  const problem = (path: Path, actual: Json, expected: string) => ({
    documents: [],
    issues: [locatedIssue({ code: "wrong-type", path, expected, actual }, document)],
  });
  const items = value["items"] ?? [];
  if (!Array.isArray(items)) return problem(["items"], items, "list");
  const inner = items.findIndex((item) => isList(item));
  if (inner !== -1) return problem(["items", inner], items[inner]!, "single object (kubectl opens no list in a list)");
  const documents = items.map((item, index): YamlDocument => ({
    value: withKind(item, value),
    locate: (path, part) => document.locate(["items", index, ...path], part),
  }));
  return { documents, issues: [] };
}

interface ListMap extends JsonMap {
  apiVersion: Json;
  kind: string;
}

/** `List`, or a kind of Kubernetes with `List` behind it. */
function isList(value: Json): value is ListMap {
  if (!isJsonMap(value)) return false;
  const { apiVersion, kind } = value;
  if (kind === "List") return true;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || !kind.endsWith("List")) return false;
  return isBuiltIn(kindName({ apiVersion, kind: itemKind(kind) }));
}

function itemKind(listKind: string): string {
  return listKind.replace(/List$/, "");
}

/** The items of a `DeploymentList` may leave out both fields that say what they are. */
function withKind(item: Json, { apiVersion, kind }: ListMap): Json {
  if (!isJsonMap(item) || kind === "List" || item["apiVersion"] || item["kind"]) return item;
  return { ...item, apiVersion, kind: itemKind(kind) };
}
