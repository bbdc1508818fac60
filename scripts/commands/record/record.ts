import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import spawn from "nano-spawn";
import { defaultKubeconfig } from "#clusters/kind/default-kubeconfig.ts";
import { courseHere } from "#commands/cli/course.ts";
import { pathOf } from "#course/course.ts";
import { readPages } from "#course/pages.ts";
import { readRecordings, type Recordings, recordingOf, VERSION } from "#course/recordings.ts";
import { isRecorded, type PageCommands, readCommands, runnableCommands } from "#lessons/commands/blocks.ts";
import { lessonsOf } from "#lessons/lesson.ts";
import { runBlock } from "./run-block.ts";
import { openScene } from "./scene.ts";
import { shapeOf } from "./shape.ts";

const course = courseHere();

/**
 * `npm run record [page…]`: runs the commands of the lessons, or of some pages, on a kind cluster of three nodes, and
 * writes what they print. A recording that has the same shape stays as it is, unless it was made on another version of Kubernetes.
 */
async function record(only: readonly string[]): Promise<void> {
  const parts = lessonsOf(await readPages(course)).flatMap((lesson) => lesson.parts);
  const ids = parts.map(({ id }) => id);
  const unknown = only.filter((id) => !ids.includes(id));
  if (unknown.length > 0) {
    say(`No page of a lesson is ${unknown.join(", ")}. The pages are:\n${ids.map((id) => `  ${id}`).join("\n")}`);
    process.exit(64);
  }
  const chosen = runnableCommands(parts.filter(({ id }) => only.length === 0 || only.includes(id)));
  const kubeconfig = await defaultKubeconfig(say);
  const recordings = await readRecordings(course);
  const version = await versionOf(kubeconfig);
  const keeps = version === recordings.version;
  if (!keeps && only.length > 0 && recordings.version !== "") {
    say(
      `The recordings were made on Kubernetes ${recordings.version}, and this cluster has ${version}. ` +
        "They are of one version. Next: npm run record, without the name of a page.",
    );
    process.exit(64);
  }
  await writeRecording(VERSION, version);
  for (const page of chosen) await recordPage(page, kubeconfig, keeps ? recordings : undefined);
  const named = new Set(
    parts.flatMap((part) =>
      readCommands(part)
        .blocks.filter(isRecorded)
        .map((block) => recordingOf(part, block)),
    ),
  );
  for (const key of recordings.sessions.keys())
    if (!named.has(key)) await rm(fileOf(key)).then(() => say(`deleted    ${key}`));
}

/** Runs the commands of a page. Those of `earlier` that have the same shape stay. */
async function recordPage(
  { part, blocks }: PageCommands,
  kubeconfig: string,
  earlier: Recordings | undefined,
): Promise<void> {
  const scene = await openScene(part, kubeconfig);
  try {
    for (const block of blocks) {
      const key = recordingOf(part, block);
      const before = earlier?.sessions.get(key);
      const recording = await runBlock(block, scene).catch((error: unknown) => {
        process.exitCode = 1;
        say(
          `failed     ${part.file}:${block.code.position?.start.line}: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
      if (recording === undefined || !isRecorded(block)) continue;
      const isSame = before !== undefined && shapeOf(before) === shapeOf(recording);
      if (!isSame) await writeRecording(key, recording);
      say(`${isSame ? "same      " : "recorded  "} ${key}`);
    }
  } finally {
    await scene.close();
  }
}

const fileOf = (key: string): string => pathOf(course, join(course.recordings, `${key}.txt`));

async function writeRecording(key: string, text: string): Promise<void> {
  await mkdir(dirname(fileOf(key)), { recursive: true });
  await writeFile(fileOf(key), `${text}\n`);
}

async function versionOf(kubeconfig: string): Promise<string> {
  const { stdout } = await spawn("kubectl", ["version", "--output", "json"], { env: { KUBECONFIG: kubeconfig } });
  return (JSON.parse(stdout) as { serverVersion: { gitVersion: string } }).serverVersion.gitVersion;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await record(process.argv.slice(2));
