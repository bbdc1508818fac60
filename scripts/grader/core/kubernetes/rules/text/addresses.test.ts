import { expect, test } from "vitest";
import { addressFamily, rangeBits } from "./addresses.ts";

test.each([
  ["10.0.0.1", 4],
  ["255.255.255.255", 4],
  ["256.0.0.1", undefined],
  ["010.0.0.1", undefined],
  ["10.0.0", undefined],
  ["2001:db8::ffff", 6],
  ["::", 6],
  ["1:2:3:4:5:6:7:8", 6],
  ["1:2:3:4:5:6:7", undefined],
  ["1::2::3", undefined],
  ["g::1", undefined],
  ["web", undefined],
  ["", undefined],
])("%j is of family %j", (text, family) => {
  expect(addressFamily(text)).toBe(family);
});

test.each([
  ["10.0.0.0/8", "32:00001010"],
  ["0.0.0.0/0", "32:"],
  ["2001:db8::/33", "128:001000000000000100001101101110000"],
  ["10.0.0.1/8", undefined],
  ["10.0.0.0/33", undefined],
  ["10.0.0.0", undefined],
  ["010.0.0.0/8", undefined],
  ["10.0.0.0/08", undefined],
])("%j begins with %j", (text, bits) => {
  expect(rangeBits(text)).toBe(bits);
});
