import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { courseHere } from "#commands/cli/course.ts";
import { runBlock } from "#commands/record/run-block.ts";
import { openScene, type Scene } from "#commands/record/scene.ts";
import { shapeOf } from "#commands/record/shape.ts";
import { versionDifferences } from "#core/kubernetes/version-differences.ts";
import { readPages } from "#course/pages.ts";
import { recordingOf, type Recordings } from "#course/recordings.ts";
import { isRecorded, type PageCommands, runnableCommands } from "#lessons/commands/blocks.ts";
import type { CommandBlock } from "#lessons/commands/command.ts";
import { lessonsOf, type Part } from "#lessons/lesson.ts";

/** The commands of every lesson that are chosen, page by page. */
export async function chosenCommands(choose: (block: CommandBlock) => boolean): Promise<PageCommands[]> {
  const parts = lessonsOf(await readPages(courseHere())).flatMap((lesson) => lesson.parts);
  return runnableCommands(parts, choose);
}

/** Describes that the commands of a page still do what it says, and print what was recorded. */
export function describeCommands({ part, blocks }: PageCommands, kubeconfig: string, recordings: Recordings): void {
  describe(part.id, () => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await openScene(part, kubeconfig);
    });
    afterAll(() => scene?.close());

    test.for(blocks)("$name", async (block) => holds(part, block, scene, recordings));
  });
}

async function holds(part: Part, block: CommandBlock, scene: Scene, { sessions }: Recordings): Promise<void> {
  const recorded = printedOn(scene.version, sessions.get(recordingOf(part, block)) ?? "");
  const hasShape = (recording: string): boolean => !isRecorded(block) || shapeOf(recording) === shapeOf(recorded);
  const recording = await runBlock(block, scene, hasShape);
  // Where the shapes differ the texts themselves say more.
  expect(hasShape(recording) ? recorded : recording).toBe(recorded);
}

/** What a cluster of that version prints where this was recorded. */
function printedOn(version: string, recorded: string): string {
  return versionDifferences(version).printed.reduce(
    (text, [pattern, here]) => text.replaceAll(pattern, here),
    recorded,
  );
}
