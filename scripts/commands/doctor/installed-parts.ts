import { readFile } from "node:fs/promises";
import spawn from "nano-spawn";
import { outputOf } from "#clusters/kind/tools.ts";
import type { InstalledPart } from "#reporters/doctor.ts";
import { findBrowser } from "./find-browser.ts";

/** A program that does not answer in this time is in the way of everything else too. */
const ANSWER_MILLISECONDS = 10_000;

const REAL_CLUSTER = "grades on a real Kubernetes: npm run grade -- LAB --cluster kind";

/** Looks at each part that a checkout of Checkride uses, side by side; changes nothing and asks no cluster. */
export function checkoutParts(signal: AbortSignal): Promise<InstalledPart[]> {
  return Promise.all([node(), packages(), browser(signal), ...clusterParts(signal)]);
}

/** The same for a lab repository, which has the grader as one bundle and needs no packages. */
export function labRepositoryParts(signal: AbortSignal): Promise<InstalledPart[]> {
  return Promise.all([node(), ...clusterParts(signal)]);
}

/** What grades on real clusters use. */
function clusterParts(signal: AbortSignal): Promise<InstalledPart>[] {
  return [
    program("kind", ["version", "-q"], signal, {
      adds: REAL_CLUSTER,
      next: "install it: https://kind.sigs.k8s.io/docs/user/quick-start/#installation",
    }),
    program("docker", ["info", "--format", "{{.ServerVersion}}"], signal, {
      adds: "the nodes of kind run in it",
      next: "install it: https://docs.docker.com/get-started/get-docker/",
      mend: "start it, and try `docker info`",
    }),
    program("kubectl", ["version", "--client"], signal, {
      adds: "the commands of the lessons on a cluster of your own",
      next: "install it: https://kubernetes.io/docs/tasks/tools/",
    }),
    kubeconfig(),
    ...(process.platform === "linux" ? [inotify("max_user_instances", 512), inotify("max_user_watches", 524_288)] : []),
  ];
}

function part(
  name: string,
  state: InstalledPart["state"],
  found: string,
  more: Pick<InstalledPart, "adds" | "next">,
): InstalledPart {
  return { name, state, found, needed: false, ...more };
}

/** An older Node than is needed does not get as far as this. */
function node(): Promise<InstalledPart> {
  const more = { adds: "runs everything", next: "install a newer one: https://nodejs.org/" };
  return Promise.resolve({ ...part("Node", "there", `v${process.versions.node}`, more), needed: true });
}

/** Packages of the site, of the tests and of the simulated cluster: npm may have been told to leave some out. */
const PACKAGES = ["astro", "vitest", "@ngrok/webernetes"];

function packages(): Promise<InstalledPart> {
  const missing = PACKAGES.filter((name) => {
    try {
      import.meta.resolve(name);
      return false;
    } catch {
      return true;
    }
  });
  const more = { adds: "the site, the tests and the simulated cluster", next: "npm ci" };
  const found = missing.length === 0 ? "installed" : `missing: ${missing.join(", ")}`;
  return Promise.resolve({
    ...part("packages", missing.length === 0 ? "there" : "missing", found, more),
    needed: true,
  });
}

async function program(
  name: string,
  args: readonly string[],
  signal: AbortSignal,
  { mend = `try ${name} ${args.join(" ")}`, ...more }: Pick<InstalledPart, "adds" | "next"> & { mend?: string },
): Promise<InstalledPart> {
  try {
    const answered = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]);
    const { stdout } = await spawn(name, args, { signal: answered });
    const [version = ""] = stdout.trim().split("\n");
    return part(name, "there", version.replace(/^.*version:? /i, "") || "installed", more);
  } catch (error) {
    signal.throwIfAborted();
    const missing = error instanceof Error && (error.cause as NodeJS.ErrnoException | undefined)?.code === "ENOENT";
    return missing
      ? part(name, "missing", "not on PATH", more)
      : part(name, "poor", outputOf(error), { ...more, next: mend });
  }
}

async function browser(signal: AbortSignal): Promise<InstalledPart> {
  const more = {
    adds: "the browser tests of npm test, which are skipped without it",
    next: "install Chrome or Chromium, or set CHROME_PATH to where it stands",
  };
  const path = findBrowser();
  if (path === undefined) return part("Chromium", "missing", "in none of the usual places", more);
  // On Windows a browser opens a window instead of saying its version.
  if (process.platform === "win32") return part("Chromium", "there", path, more);
  return { ...(await program(path, ["--version"], signal, more)), name: "Chromium" };
}

async function kubeconfig(): Promise<InstalledPart> {
  const more = {
    adds: "grades on the cluster that your kubectl talks to: --cluster current",
    next: "make a cluster, or set KUBECONFIG",
  };
  const { currentContext } = await import("#clusters/kubernetes/api/kubeconfig.ts");
  try {
    return part("kubeconfig", "there", `context ${currentContext()}`, more);
  } catch {
    return part("kubeconfig", "missing", "names no cluster", more);
  }
}

/** kind's known issue "pod errors due to too many open files": each node takes from what the kernel allows. */
async function inotify(limit: string, enough: number): Promise<InstalledPart> {
  const name = `fs.inotify.${limit}`;
  const more = {
    adds: 'kind clusters with several nodes, which else fail with "too many open files"',
    next: `sudo sysctl ${name}=${enough}`,
  };
  const text = await readFile(`/proc/sys/fs/inotify/${limit}`, "utf8").catch(() => undefined);
  if (text === undefined) return part(name, "missing", "cannot be read", more);
  return part(name, Number(text) >= enough ? "there" : "poor", text.trim(), more);
}
