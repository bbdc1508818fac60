import type { ObjectProblem } from "#core/issue.ts";
import { isJsonMap, type JsonMap, type Json, ownValue } from "#core/json.ts";
import type { KindName } from "#core/kubernetes/object.ts";
import { objectName } from "#core/kubernetes/rules/metadata.ts";
import { neededFields } from "#core/kubernetes/rules/needed-fields.ts";
import { rules } from "#core/kubernetes/rules/rule-table.ts";
import type { Rule } from "#core/kubernetes/rules/rule.ts";
import { scalarRules } from "#core/kubernetes/rules/scalars.ts";
import { type FieldType, typeBelow, typeOfKind } from "#core/kubernetes/schema/field-types.ts";
import type { Path } from "#core/path.ts";
import { MAX_PROBLEMS } from "./most-problems.ts";

/** What the rules of Kubernetes beyond its schema refuse about an object of a known kind whose types are right. */
export function ruleProblems(kind: KindName, object: JsonMap): ObjectProblem[] {
  const problems = objectName(object, object);
  const visit = (value: Json, type: FieldType | undefined, path: Path): void => {
    if (type === undefined || problems.length >= MAX_PROBLEMS) return;
    problems.push(...missingFields(value, type, path));
    for (const rule of rulesFor(type)) {
      for (const finding of rule(value as never, object))
        problems.push({ ...finding, path: [...path, ...finding.path] });
    }
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, typeBelow(type, index), [...path, index]));
    else if (isJsonMap(value)) {
      for (const [key, field] of Object.entries(value)) {
        // What a controller has observed is not the author's to get right.
        if (path.length > 0 || key !== "status") visit(field, typeBelow(type, key), [...path, key]);
      }
    }
  };
  visit(object, typeOfKind(kind), []);
  return problems.slice(0, MAX_PROBLEMS);
}

function missingFields(value: Json, type: FieldType, path: Path): ObjectProblem[] {
  if (type.is !== "map of fields" || !isJsonMap(value)) return [];
  const missing = (neededFields[type.name] ?? []).filter((field) => isEmpty(ownValue(value, field)));
  return missing.map((field) => ({ code: "missing-field", path: [...path, field] }));
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function rulesFor(type: FieldType): readonly Rule<never>[] {
  if (type.is === "map of fields") return rules[type.name] ?? [];
  const rule = type.is === "scalar" ? scalarRules[type.name] : undefined;
  return rule ? [rule] : [];
}
