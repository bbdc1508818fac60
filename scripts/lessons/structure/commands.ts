import type { Course } from "#course/course.ts";
import { recordingOf, type Recordings } from "#course/recordings.ts";
import { readCommands, isRecorded } from "#lessons/commands/blocks.ts";
import type { CommandBlock } from "#lessons/commands/command.ts";
import type { LessonSite } from "#lessons/lesson-site.ts";
import { type Lesson, type Part, placeOf } from "#lessons/lesson.ts";
import type { Problem } from "#lessons/problem.ts";
import { recordedCommands, typedCommands } from "#lessons/terminal/session.ts";

const RECORD = "Run npm run record, which needs kind.";

/** Commands whose attributes are wrong, that have no recording or that of other commands, and recordings of no command. */
export function commandProblems({ parts }: Lesson, { course, recordings }: LessonSite): Problem[] {
  const fileOf = recordingFiles(course);
  return parts.flatMap((part) => {
    const { blocks, problems } = readCommands(part);
    // A command that could not be read may be the one of a recording.
    const orphans = problems.length > 0 ? [] : orphansOf(part, blocks, recordings).map(fileOf).map(orphan);
    const recorded = blocks.filter(isRecorded);
    return [
      ...problems,
      ...recorded.flatMap((block) => recordingProblems(part, block, { sessions: recordings.sessions, fileOf })),
      ...orphans,
    ];
  });
}

/** Recordings in the folders of pages that are no part of a lesson. */
export function recordingFolderProblems({ course, lessons, recordings }: LessonSite): Problem[] {
  const pages = new Set(lessons.flatMap(({ parts }) => parts.map(({ id }) => id)));
  return [...recordings.byPage].flatMap(([page, keys]) =>
    pages.has(page) ? [] : keys.map(recordingFiles(course)).map(orphan),
  );
}

function orphansOf(part: Part, blocks: readonly CommandBlock[], { byPage }: Recordings): string[] {
  const named = new Set(blocks.map((block) => recordingOf(part, block)));
  return (byPage.get(part.id) ?? []).filter((key) => !named.has(key));
}

function recordingProblems(
  part: Part,
  block: CommandBlock,
  { sessions, fileOf }: { sessions: ReadonlyMap<string, string>; fileOf: (key: string) => string },
): Problem[] {
  const key = recordingOf(part, block);
  const session = sessions.get(key);
  const place = placeOf(part, block.code);
  if (session === undefined) return [{ ...place, says: `the command has no recording ${fileOf(key)}`, next: RECORD }];
  const [recorded, written] = [recordedCommands(session), typedCommands(block.code.value)].map((typed) =>
    typed.map(({ command }) => command).join("\n"),
  );
  if (recorded === written) return [];
  return [{ ...place, says: `the recording ${fileOf(key)} is that of another command: ${recorded}`, next: RECORD }];
}

const recordingFiles =
  ({ recordings }: Course) =>
  (key: string): string =>
    `${recordings}/${key}.txt`;

function orphan(file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    says: "the recording of no command",
    next: "Run npm run record, which deletes it, or give the command its name back.",
  };
}
