import { Ajv, type Options } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { rolldown } from "rolldown";

const entry = "validators";

/**
 * JavaScript (one ES module without imports and without `eval`) that exports a validator for each entry of `exports`,
 * export name → schema reference.
 */
export async function validatorModule(
  schema: object | object[],
  exports: Record<string, string>,
  options: Options,
): Promise<string> {
  const ajv = new Ajv({ allErrors: true, inlineRefs: false, code: { source: true, esm: true }, ...options });
  ajv.addSchema(schema);
  const code = standaloneCode(ajv, exports);
  const bundle = await rolldown({
    input: entry,
    plugins: [
      {
        name: "in-memory",
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  return output[0].code;
}
