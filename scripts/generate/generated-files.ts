import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { courseAt } from "#course/course.ts";
import { exerciseDigests, SHIPPED_FILE, shippedText } from "#course/shipped-exercises.ts";
import { kubernetesDeclarations } from "./kubernetes/declarations.ts";
import { fieldsDeclaration, fieldsModule } from "./kubernetes/fields.ts";
import { kubernetesKinds } from "./kubernetes/kinds.ts";
import type { OpenApiDocument } from "./kubernetes/openapi-document.ts";
import { kubernetesSchema } from "./kubernetes/schemas.ts";
import { kubernetesTypes } from "./kubernetes/types.ts";
import { schemaTypes } from "./schema-types.ts";
import { validatorModule } from "./validators.ts";

const repository = new URL("../../", import.meta.url);
const kubernetesFolder = "scripts/grader/core/kubernetes/generated";
const banner = "/** Made by `npm run generate`: do not edit. */\n\n";

const core = "scripts/grader/core/generated";

/** Our own schemas: the schema's file, the name that its types and its validator get, and the folder of both. */
const ownSchemas: readonly (readonly [schema: string, name: string, folder: string])[] = [
  ["labs/lab.schema.json", "lab", core],
  ["labs/mistake.schema.json", "mistake", core],
  ["labs/way.schema.json", "way", core],
  ["labs/survivors.schema.json", "survivors", core],
  ["scripts/grader/core/verdict.schema.json", "verdict", core],
  [
    "scripts/grader/reporters/pull-request/record.schema.json",
    "report-record",
    "scripts/grader/reporters/pull-request/generated",
  ],
];
const ownRules = { verbose: true, strictRequired: false };

function readJson(path: string): object {
  return JSON.parse(readFileSync(new URL(path, repository), "utf8")) as object;
}

async function kubernetesFiles(): Promise<[path: string, text: string][]> {
  const document = readJson("scripts/generate/kubernetes/openapi.json") as OpenApiDocument;
  const types = kubernetesTypes(document, kubernetesKinds);
  const validators = Object.fromEntries(
    Object.values(types.kinds).map((type) => [type, `kubernetes#/definitions/${type}`]),
  );
  const unions = { messages: false, strictTypes: false };
  return [
    [`${kubernetesFolder}/fields.js`, fieldsModule(types)],
    [`${kubernetesFolder}/fields.d.ts`, fieldsDeclaration],
    [`${kubernetesFolder}/types.d.ts`, kubernetesDeclarations(types)],
    [`${kubernetesFolder}/validators.js`, await validatorModule(kubernetesSchema(types), validators, unions)],
    [`${kubernetesFolder}/validators.d.ts`, validatorDeclaration(Object.values(types.kinds))],
  ];
}

async function ownFiles(schemaPath: string, name: string, folder: string): Promise<[path: string, text: string][]> {
  const schema = { ...readJson(schemaPath), $id: name };
  return [
    [`${folder}/${name}.ts`, await schemaTypes(schema, name)],
    [`${folder}/${name}-validator.js`, await validatorModule(schema, { validate: name }, ownRules)],
    [`${folder}/${name}-validator.d.ts`, validatorDeclaration(["validate"])],
  ];
}

/** What a grade run uploads; its verdicts have the types that they have everywhere. */
async function gradesFiles(): Promise<[path: string, text: string][]> {
  const folder = "scripts/action/generated";
  const schemas = ["scripts/action/grades.schema.json", "scripts/grader/core/verdict.schema.json"].map(readJson);
  // One objection is enough, and what was uploaded may hold thousands.
  const rules = { ...ownRules, verbose: false, allErrors: false, messages: false };
  return [
    [`${folder}/grades-validator.js`, await validatorModule(schemas, { validate: "grades.schema.json" }, rules)],
    [`${folder}/grades-validator.d.ts`, validatorDeclaration(["validate"])],
  ];
}

function validatorDeclaration(names: readonly string[]): string {
  const lines = names.map((name) => `export declare const ${name}: ValidateFunction;\n`);
  return `import type { ValidateFunction } from "ajv";\n\n${lines.join("")}`;
}

/** Every generated file, path in the repository → text. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const files = await kubernetesFiles();
  for (const [schema, name, folder] of ownSchemas) files.push(...(await ownFiles(schema, name, folder)));
  files.push(...(await gradesFiles()));
  const shipped = shippedText(await exerciseDigests(courseAt(fileURLToPath(repository))));
  return new Map([...files.map(([path, text]) => [path, banner + text] as const), [`labs/${SHIPPED_FILE}`, shipped]]);
}
