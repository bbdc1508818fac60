import { expect, it } from "vitest";
import { printable, value } from "./value.ts";

it("cuts long values", () => {
  expect(value({ a: [1, "two", null] })).toBe('{"a":[1,"two",null]}');
  expect(value("x".repeat(200))).toBe(`"${"x".repeat(159)}…`);
  expect(value(undefined)).toBe("nothing");
});

it("keeps every language and drops what a terminal would act on", () => {
  expect(printable("Größe 日本語 🎉 שלום")).toBe("Größe 日本語 🎉 שלום");
  expect(printable("one\n  two\r\nthree\tfour")).toBe("one two three  four");
  expect(printable("\x1b]8;;http://evil\x07click\u202e\u2066\u061c")).toBe("�]8;;http://evil�click���");
});
