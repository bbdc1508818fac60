import { ACCOUNT_FOLDER, accountFiles } from "#simulator/access/tokens.ts";
import { standInFor } from "#simulator/images/catalogue.ts";
import { isLongScript } from "#simulator/shell/run.ts";
import { type ObjectStore, type Server, hookKubelet, type PodOfKubelet } from "#simulator/webernetes/webernetes.ts";
import { resolveEnvironment } from "./environment.ts";
import { mountFiles } from "./mounted-files.ts";
import { rootRefusal } from "./run-as-non-root.ts";
import { type Files, type Volume, volumeFiles } from "./volumes.ts";

interface AccountFields {
  serviceAccountName?: string;
  automountServiceAccountToken?: boolean;
}

interface VolumeMount {
  name: string;
  mountPath: string;
  subPath?: string;
  readOnly?: boolean;
}

/** Lets a machine's kubelet give containers their volumes, and variables from ConfigMaps and Secrets. */
export function equipKubelet(server: Server, stores: ReadonlyMap<string, ObjectStore>): void {
  /** The files of each volume, by the Pod's uid and the volume's name: an emptyDir lives as long as its Pod. */
  const mounted = new Map<string, Files>();
  /** What shows each Pod whose account it has, by its uid; nothing for those that do not want it. */
  const accounts = new Map<string, Files | undefined>();

  async function mount(pod: PodOfKubelet, volume: Volume): Promise<string | undefined> {
    const key = `${pod.metadata.uid}/${volume.name}`;
    const files = mounted.get(key) ?? new Map<string, string>();
    mounted.set(key, files);
    if (volume.emptyDir) return undefined;
    try {
      const now = await volumeFiles(stores, volume, pod);
      files.clear();
      for (const [path, text] of now) files.set(path, text);
      return undefined;
    } catch (error) {
      return `MountVolume.SetUp failed for volume "${volume.name}" : ${(error as Error).message}`;
    }
  }

  hookKubelet(server, {
    resolve: async (pod, container) => {
      const env = await resolveEnvironment(stores, container, pod.metadata.namespace);
      const refusal = rootRefusal(pod, container);
      if (refusal !== undefined) throw new Error(refusal);
      return { ...container, env };
    },
    prepare: async (pod) => {
      // What a Pod got once, its node keeps.
      const { uid } = pod.metadata;
      if (!accounts.has(uid)) accounts.set(uid, await readAccount(stores, pod));
      for (const volume of (pod.spec["volumes"] ?? []) as Volume[]) {
        const failure = await mount(pod, volume);
        if (failure !== undefined) return failure;
      }
      return undefined;
    },
    leavesProgram: isLongScript,
    furnish: (pod, container, own) => {
      const files = standInFor(container["image"] as string)?.files ?? {};
      for (const [path, text] of Object.entries(files)) own.write(path, text);
      const volumes = (pod.spec["volumes"] ?? []) as Volume[];
      const mounts = ((container["volumeMounts"] ?? []) as VolumeMount[]).map(
        ({ name, mountPath, subPath, readOnly = false }) => ({
          path: mountPath.replace(/\/+$/, ""),
          files: mounted.get(`${pod.metadata.uid}/${name}`) ?? new Map<string, string>(),
          ...(subPath === undefined ? {} : { subPath }),
          readOnly: readOnly || !volumes.find((volume) => volume.name === name)?.emptyDir,
        }),
      );
      const account = accounts.get(pod.metadata.uid);
      const isTaken = mounts.some(({ path }) => path === ACCOUNT_FOLDER);
      const token = account && !isTaken ? [{ path: ACCOUNT_FOLDER, files: account, readOnly: true }] : [];
      return mountFiles(own, [...mounts, ...token]);
    },
  });
}

/** The files of the Pod's account; a Pod, or else its account, can do without. */
async function readAccount(stores: ReadonlyMap<string, ObjectStore>, pod: PodOfKubelet): Promise<Files | undefined> {
  const { serviceAccountName: name, automountServiceAccountToken: wanted } = pod.spec as AccountFields;
  const { namespace } = pod.metadata;
  const account = name === undefined ? undefined : await stores.get("v1/ServiceAccount")!.get(name, namespace);
  if (!account || !(wanted ?? account["automountServiceAccountToken"] ?? true)) return undefined;
  return accountFiles({ namespace, name: account.metadata.name });
}
