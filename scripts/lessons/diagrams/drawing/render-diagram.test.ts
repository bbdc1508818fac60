import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DiagramError, type Diagram } from "#lessons/diagrams/diagram.ts";
import { keep } from "./cache.ts";
import { diagramRenderer, type RenderDiagram } from "./render-diagram.ts";
import { drawInThread } from "./thread.ts";

vi.mock("node:worker_threads", () => ({
  Worker: function Worker() {
    throw new Error("a thread was started");
  },
}));

const drawn: Diagram = {
  kind: "flowchart",
  title: "A title",
  description: "A description.",
  width: 100,
  height: 50,
  svg: "<svg></svg>",
  text: [{ text: "a → b" }],
};

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "diagrams-"));
});

afterEach(() => rm(folder, { recursive: true }));

function renderer(draw: RenderDiagram): RenderDiagram {
  return diagramRenderer(pathToFileURL(`${folder}/`), draw);
}

test("a drawing that is kept is not drawn again, not even with other line ends", async () => {
  const draw = vi.fn<RenderDiagram>(async () => drawn);
  expect(await renderer(draw)("flowchart TB\n  a --> b")).toEqual(drawn);
  expect(await renderer(draw)("flowchart TB\r\n  a --> b")).toEqual(drawn);
  expect(draw.mock.calls).toEqual([["flowchart TB\n  a --> b"]]);
});

test("a drawing that is kept starts no thread, one that is not does", async () => {
  await keep(pathToFileURL(`${folder}/`), "flowchart TB", drawn);
  expect(await renderer(drawInThread)("flowchart TB")).toEqual(drawn);
  await expect(renderer(drawInThread)("flowchart LR")).rejects.toThrow("a thread was started");
});

test("a source that several ask for at once is drawn once, and again after it failed", async () => {
  const draw = vi.fn<RenderDiagram>(async () => drawn).mockRejectedValueOnce(new Error("no font"));
  const render = renderer(draw);
  const failed = await Promise.allSettled(Array.from({ length: 3 }, () => render("flowchart TB\n  a --> b")));
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(draw).toHaveBeenCalledTimes(1);
  const shown = await Promise.all(Array.from({ length: 3 }, () => render("flowchart TB\n  a --> b")));
  expect(shown).toEqual([drawn, drawn, drawn]);
  expect(draw).toHaveBeenCalledTimes(2);
});

test("another source is drawn", async () => {
  const draw = vi.fn<RenderDiagram>(async () => drawn);
  await renderer(draw)("flowchart TB\n  a --> b");
  await renderer(draw)("flowchart TB\n  a --> c");
  expect(draw).toHaveBeenCalledTimes(2);
  expect(await readdir(folder)).toHaveLength(2);
});

test("a file that was damaged is drawn anew", async () => {
  const draw = vi.fn<RenderDiagram>(async () => drawn);
  await renderer(draw)("flowchart TB");
  const [file = ""] = await readdir(folder);
  await writeFile(join(folder, file), "{");
  expect(await renderer(draw)("flowchart TB")).toEqual(drawn);
  expect(draw).toHaveBeenCalledTimes(2);
});

test("a broken diagram is not kept", async () => {
  const draw: RenderDiagram = () => Promise.reject(new DiagramError([{ line: 2, reason: "it is broken" }]));
  await expect(renderer(draw)("flowchart TB")).rejects.toThrow("line 2: it is broken");
  expect(await readdir(folder)).toEqual([]);
});
