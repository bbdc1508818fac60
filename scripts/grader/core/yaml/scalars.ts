import type { Tags } from "yaml";

/**
 * Plain words and numbers as kubectl reads them, which is YAML 1.1 for booleans (`yes`, `on`, `y`) and whole numbers
 * (`0644` is octal), and 1.2 for the rest; tried with kubectl v1.36.
 */
export function scalarTags(core: Tags): Tags {
  const others = core.filter((tag) => typeof tag !== "string" && tag.tag !== BOOLEAN && tag.tag !== INTEGER);
  return [
    ...others,
    { default: true, tag: BOOLEAN, test: /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/, resolve: () => true },
    { default: true, tag: BOOLEAN, test: /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/, resolve: () => false },
    {
      default: true,
      tag: INTEGER,
      test: /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*)$/i,
      resolve: wholeNumber,
    },
  ];
}

const BOOLEAN = "tag:yaml.org,2002:bool";
const INTEGER = "tag:yaml.org,2002:int";

function wholeNumber(text: string): number {
  const digits = text.replace(/^[-+]/, "").replaceAll("_", "");
  const amount = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return text.startsWith("-") ? -amount : amount;
}
