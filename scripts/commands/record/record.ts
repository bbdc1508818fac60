import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import spawn from "nano-spawn";
import { ensureKindCluster } from "#clusters/kind/kind-cluster.ts";
import { lessonsOf, type Part } from "#lessons/lesson.ts";
import { pathOf } from "#course/course.ts";
import { readPages } from "#course/pages.ts";
import { isRecorded, readCommands } from "#lessons/commands/blocks.ts";
import { readRecordings, type Recordings, recordingOf, VERSION } from "#course/recordings.ts";
import { courseHere } from "#commands/cli/course.ts";
import { runBlock } from "./run-block.ts";
import { openScene } from "./scene.ts";
import { shapeOf } from "./shape.ts";

const course = courseHere();

/**
 * `npm run record [page…]`: runs the commands of the lessons, or of some pages, on a kind cluster of three nodes, and
 * writes what they print. A recording that has the same shape stays as it is.
 */
async function record(only: readonly string[]): Promise<void> {
  const parts = lessonsOf(await readPages(course)).flatMap((lesson) => lesson.parts);
  const ids = parts.map(({ id }) => id);
  const unknown = only.filter((id) => !ids.includes(id));
  if (unknown.length > 0) {
    say(`No page of a lesson is ${unknown.join(", ")}. The pages are:\n${ids.map((id) => `  ${id}`).join("\n")}`);
    process.exit(64);
  }
  const kubeconfig = process.env["KUBECONFIG"] || (await ownCluster());
  const recordings = await readRecordings(course);
  await writeRecording(VERSION, await versionOf(kubeconfig));
  for (const part of parts.filter(({ id }) => only.length === 0 || only.includes(id)))
    await recordPart(part, kubeconfig, recordings);
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

async function recordPart(part: Part, kubeconfig: string, { sessions }: Recordings): Promise<void> {
  const { blocks } = readCommands(part);
  const runnable = blocks.filter(({ runs }) => "on" in runs);
  if (runnable.length === 0) return;
  const scene = await openScene(part, kubeconfig);
  try {
    for (const block of runnable) {
      const key = recordingOf(part, block);
      const before = sessions.get(key);
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

async function ownCluster(): Promise<string> {
  const signal = AbortSignal.timeout(600_000);
  return (await ensureKindCluster({ name: "checkride", workers: 2, onProgress: say, signal })).kubeconfig;
}

async function versionOf(kubeconfig: string): Promise<string> {
  const { stdout } = await spawn("kubectl", ["version", "--output", "json"], { env: { KUBECONFIG: kubeconfig } });
  return (JSON.parse(stdout) as { serverVersion: { gitVersion: string } }).serverVersion.gitVersion;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

await record(process.argv.slice(2));
