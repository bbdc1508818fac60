import { readFile } from "node:fs/promises";
import { type Course, pathOf } from "#course/course.ts";

/** The parts of JSON Schema (draft 7) that the schema of lab files uses. */
export interface Schema {
  title?: string;
  description?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  $ref?: string;
  oneOf?: Schema[];
  allOf?: Schema[];
  not?: Schema;
  dependencies?: Record<string, string[]>;
  definitions?: Record<string, Schema>;
}

/** The schema of lab files. */
export async function readLabSchema(course: Course): Promise<Schema> {
  return JSON.parse(await readFile(pathOf(course, course.labSchema), "utf8")) as Schema;
}

/** The part of the schema that a section is about: a definition by its name, or for `The file` the whole. */
export function schemaOf(section: string, schema: Schema): Schema | undefined {
  return section === WHOLE_FILE ? schema : schema.definitions?.[section];
}

/** The section about the keys of the file itself. */
export const WHOLE_FILE = "The file";

/** The name of the definition that a part refers to. */
export function referredName({ $ref }: Schema): string | undefined {
  return $ref?.replace("#/definitions/", "");
}
