import { expect, it } from "vitest";
import { testLab } from "#testing/simulated-grade.ts";
import { aloneLast } from "./side-by-side.ts";

const web = { apiVersion: "v1", kind: "Pod", name: "web" };
const lab = testLab({ kinds: ["v1/Pod"], objects: [web] }, [
  { id: "runs", object: web, satisfies: "object.status.phase == 'Running'" },
]);
const alone = { ...lab, file: { ...lab.file, cluster: { scope: "cluster" as const } } };

it("puts labs that have the cluster for themselves last, and keeps the order otherwise", () => {
  const labs = { a: alone, b: lab, c: alone, d: lab };
  expect(aloneLast(Object.entries(labs), ([, lab]) => lab).map(([name]) => name)).toEqual(["b", "d", "a", "c"]);
});
