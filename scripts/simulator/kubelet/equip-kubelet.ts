import { standInFor } from "#simulator/images/catalogue.ts";
import { type ObjectStore, type Server, hookKubelet, type PodOfKubelet } from "#simulator/webernetes/webernetes.ts";
import { resolveEnvironment } from "./environment.ts";
import { mountFiles } from "./mounted-files.ts";
import { rootRefusal } from "./run-as-non-root.ts";
import { type Files, type Volume, volumeFiles } from "./volumes.ts";

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
      for (const volume of (pod.spec["volumes"] ?? []) as Volume[]) {
        const failure = await mount(pod, volume);
        if (failure !== undefined) return failure;
      }
      return undefined;
    },
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
      return mounts.length === 0 ? own : mountFiles(own, mounts);
    },
  });
}
