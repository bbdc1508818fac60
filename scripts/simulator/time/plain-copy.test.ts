import { expect, it } from "vitest";
import { lendPlainCopy, plainCopy } from "./plain-copy.ts";

const object = {
  metadata: { name: "web", labels: { app: "web" }, creationTimestamp: new Date(0), namespace: undefined },
  spec: { replicas: 3, containers: [{ name: "web", args: ["a", null, true] }] },
};

it("copies what objects are made of as structuredClone does, and shares nothing with them", () => {
  const copy = plainCopy(object);
  expect(copy).toStrictEqual(structuredClone(object));
  expect(copy.spec.containers[0]).not.toBe(object.spec.containers[0]);
  expect(copy.spec.containers[0]?.args).not.toBe(object.spec.containers[0]?.args);
  expect(copy.metadata.creationTimestamp).not.toBe(object.metadata.creationTimestamp);
});

it("leaves to structuredClone what is made of anything else", () => {
  class Handler {
    name = "runc";
  }
  const value = { map: new Map([["a", { b: 1 }]]), handler: new Handler(), bytes: new Uint8Array([1, 2]) };
  expect(plainCopy(value)).toStrictEqual(structuredClone(value));
  expect(() => plainCopy({ call: () => undefined })).toThrow("could not be cloned");
});

it("makes a Date of a time that comes from a subclass, which knows its clock", () => {
  class ClockDate extends Date {}
  expect(plainCopy({ now: new ClockDate(5) })).toStrictEqual({ now: new Date(5) });
});

it("is lent until it is given back", () => {
  const own = globalThis.structuredClone;
  const giveBack = lendPlainCopy();
  expect(globalThis.structuredClone).toBe(plainCopy);
  giveBack();
  expect(globalThis.structuredClone).toBe(own);
});
