import { expect, test } from "vitest";
import {
  annotationKey,
  badText,
  configKey,
  dnsLabel,
  dnsSubdomain,
  labelKey,
  labelValue,
  portName,
  variableName,
} from "./formats.ts";

const formats = { annotationKey, configKey, dnsLabel, dnsSubdomain, labelKey, labelValue, portName, variableName };

const texts: Record<keyof typeof formats, { good: string[]; bad: string[] }> = {
  annotationKey: { good: ["a", "Example.com/A"], bad: ["", "a b", "a/b/c"] },
  configKey: { good: [".a", "A_b-c.d"], bad: ["", ".", "..", "..a", "a/b", "a".repeat(254)] },
  dnsLabel: {
    good: ["a", "1", "a-b", "a".repeat(63)],
    bad: ["", "-a", "a-", "A", "a.b", "a_b", "a".repeat(64), "a\n"],
  },
  dnsSubdomain: { good: ["a.b", "1.2", "a".repeat(253)], bad: ["", ".a", "a.", "a..b", "a-.b", "A", "a".repeat(254)] },
  labelKey: {
    good: ["a", "A_b.c-d", "example.com/a"],
    bad: ["", "/a", "a/", "-a", "Example.com/a", "a/b/c", "a".repeat(64)],
  },
  labelValue: { good: ["", "a", "A_b.c-d"], bad: ["a b", "-a", "a-", "a".repeat(64)] },
  portName: { good: ["a", "http-8080", "8a"], bad: ["", "80", "HTTP", "-a", "a--b", "a".repeat(16)] },
  variableName: { good: ["A", "a b", "a.b"], bad: ["", "A=B", "ä", "a\tb"] },
};

test.each(Object.entries(texts))("%s", (name, { good, bad }) => {
  const format = formats[name as keyof typeof formats];
  const wrong = [...good.filter((text) => !format.accepts(text)), ...bad.filter((text) => format.accepts(text))];
  expect(wrong).toEqual([]);
});

test("a near miss is repaired, and only when that helps", () => {
  const repaired = [
    [dnsSubdomain, "Web_Config"],
    [dnsLabel, "web.v1"],
    [labelValue, "my web"],
    [labelKey, "my key"],
    [portName, "HTTP_Port"],
    [configKey, "web/index.html"],
    [dnsLabel, "_"],
  ] as const;
  const lines = repaired.map(([format, text]) => `${text} → ${badText(format, text, [])[0]?.suggestion}`);
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "Web_Config → web-config
    web.v1 → web-v1
    my web → my-web
    my key → my-key
    HTTP_Port → http-port
    web/index.html → web-index.html
    _ → undefined"
  `);
});
