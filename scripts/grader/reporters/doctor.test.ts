import { expect, it } from "vitest";
import { doctorReport, type Part } from "#reporters/doctor.ts";

const part = (name: string, state: Part["state"], found: string, needed = false): Part => {
  return { name, state, found, needed, adds: `what ${name} can do`, next: `install ${name}` };
};

it("says of each part that is not there what it would add, and how to get it", () => {
  const parts = [
    part("Node", "there", "v24.21.0", true),
    part("kind", "missing", "not on PATH"),
    part("fs.inotify.max_user_instances", "poor", "128"),
  ];
  expect(doctorReport(parts)).toMatchInlineSnapshot(`
    "✓ Node                           v24.21.0
    – kind                           not on PATH
                                     adds  what kind can do
                                     next  install kind
    ! fs.inotify.max_user_instances  128
                                     adds  what fs.inotify.max_user_instances can do
                                     next  install fs.inotify.max_user_instances

    npm start and npm test have what they need.
    "
  `);
});

it("says that nothing works where a part is missing that everything needs", () => {
  expect(doctorReport([part("Node", "poor", "v20.20.2", true)])).toMatchInlineSnapshot(`
    "✗ Node  v20.20.2
            adds  what Node can do
            next  install Node

    npm start and npm test do not work yet: see ✗.
    "
  `);
});
