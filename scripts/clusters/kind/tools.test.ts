import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { requireTools } from "./tools.ts";

let directory = "";

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "tools-"));
  vi.stubEnv("PATH", directory);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(directory, { recursive: true });
});

async function program(name: string, script: string): Promise<void> {
  const file = join(directory, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

it("takes it that both answer", async () => {
  await program("kind", "echo kind v0.33.0");
  await program("docker", "echo 28.0.0");
  await expect(requireTools()).resolves.toBeUndefined();
});

it("says how to install kind", async () => {
  await expect(requireTools()).rejects.toThrowErrorMatchingInlineSnapshot(
    `[KindError: kind is not installed: no program of that name is on PATH. Next: install it as https://kind.sigs.k8s.io/docs/user/quick-start/#installation says, or grade on the simulated cluster.]`,
  );
});

it("says how to install Docker", async () => {
  await program("kind", "echo kind v0.33.0");
  await expect(requireTools()).rejects.toThrowErrorMatchingInlineSnapshot(
    `[KindError: Docker is not installed: no program \`docker\` is on PATH. Next: install it as https://docs.docker.com/get-started/get-docker/ says, or grade on the simulated cluster.]`,
  );
});

it("tells a Docker that does not run from one that is missing", async () => {
  await program("kind", "echo kind v0.33.0");
  await program(
    "docker",
    "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1",
  );
  await expect(requireTools()).rejects.toThrowErrorMatchingInlineSnapshot(
    `[KindError: Docker is installed but does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running. Next: start Docker Desktop, or on Linux \`sudo systemctl start docker\`, and try \`docker info\`.]`,
  );
});

it("tells a Docker that may not be used", async () => {
  await program("kind", "echo kind v0.33.0");
  await program(
    "docker",
    "echo 'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock' >&2; exit 1",
  );
  await expect(requireTools()).rejects.toThrowErrorMatchingInlineSnapshot(
    `[KindError: Docker runs, but you may not use it: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock. Next: add yourself to the group \`docker\` (\`sudo usermod -aG docker $USER\`), log in again, and try \`docker info\`.]`,
  );
});

it("rejects with the signal's reason", async () => {
  await program("kind", "echo kind v0.33.0");
  const reason = new Error("enough");
  await expect(requireTools(AbortSignal.abort(reason))).rejects.toBe(reason);
});
