import type { ScalarTag, Tags } from "yaml";

/**
 * Plain words, numbers and tagged scalars as kubectl reads them: YAML 1.1 for booleans (`yes`, `on`, `y`), octal numbers
 * (`0644`) and underscores, 1.2 for the rest. Source: go-yaml's resolve; tried with kubectl v1.37.
 */
export function scalarTags(core: Tags): Tags {
  const others = core.filter((tag) => typeof tag !== "string" && (!OWN.includes(tag.tag) || isNotFinite(tag)));
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
    {
      default: true,
      tag: FLOAT,
      test: /^[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9_]+)?$/,
      resolve: floatingNumber,
    },
    { default: false, tag: "tag:yaml.org,2002:binary", resolve: bytesAsText },
  ];
}

const BOOLEAN = "tag:yaml.org,2002:bool";
const INTEGER = "tag:yaml.org,2002:int";
const FLOAT = "tag:yaml.org,2002:float";
const OWN = [BOOLEAN, INTEGER, FLOAT];

/** The one of the parser's own tags that reads `.inf` and `.nan`, which manifests cannot hold. */
function isNotFinite(tag: Exclude<Tags[number], string>): boolean {
  return "test" in tag && tag.test instanceof RegExp && tag.test.test(".inf");
}

function wholeNumber(text: string): number {
  const digits = text.replace(/^[-+]/, "").replaceAll("_", "");
  const amount = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return text.startsWith("-") ? -amount : amount;
}

/** What is too large for a number is text. */
function floatingNumber(text: string): number | string {
  const amount = Number(text.replaceAll("_", ""));
  return Number.isFinite(amount) ? amount : text;
}

const bytesAsText: ScalarTag["resolve"] = (text, onError) => {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    onError("!!binary value contains invalid base64 data");
    return text;
  }
};
