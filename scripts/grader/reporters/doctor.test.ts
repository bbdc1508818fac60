import { expect, it } from "vitest";
import { doctorReport, type InstalledPart } from "./doctor.ts";

const part = (name: string, state: InstalledPart["state"], found: string, needed = false): InstalledPart => {
  return { name, state, found, needed, adds: `what ${name} can do`, next: `install ${name}` };
};

it("says of each part that is not there what it would add, and how to get it", () => {
  const parts = [
    part("Node", "there", "v24.21.0", true),
    part("kind", "missing", "not on PATH"),
    part("fs.inotify.max_user_instances", "poor", "128"),
  ];
  expect(doctorReport(parts, "npm start and npm test")).toMatchInlineSnapshot(`
    "✓ Node                           v24.21.0
    – kind                           not on PATH
                                     adds  what kind can do
                                     next  install kind
    ! fs.inotify.max_user_instances  128
                                     adds  what fs.inotify.max_user_instances can do
                                     next  install fs.inotify.max_user_instances

    Everything is there for npm start and npm test.
    "
  `);
});

it("says that nothing works where a part is missing that everything needs", () => {
  expect(doctorReport([part("Node", "poor", "v20.20.2", true)], "npm run grade")).toMatchInlineSnapshot(`
    "✗ Node  v20.20.2
            adds  what Node can do
            next  install Node

    Something is missing for npm run grade: see ✗.
    "
  `);
});
