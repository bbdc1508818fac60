import type { FileSystem } from "#simulator/webernetes/webernetes.ts";
import type { Files } from "./volumes.ts";

/** A volume as a container sees it. */
export interface Mount {
  /** Without a slash at its end. */
  path: string;
  files: Files;
  /** The one file of the volume that stands at `path`, instead of a folder with all of them. */
  subPath?: string;
  readOnly: boolean;
}

/**
 * A file system with volumes mounted into it. A mounted folder hides what the image had there; that it is there can be
 * asked with a slash at its end.
 */
export function mountFiles(own: FileSystem, mounts: Mount[]): FileSystem {
  /** The volume that a path is in, and its name there; undefined where it is in none. */
  const find = (path: string): { mount: Mount; name: string } | undefined => {
    for (const mount of mounts) {
      if (mount.subPath !== undefined && path === mount.path) return { mount, name: mount.subPath };
      if (mount.subPath === undefined && path.startsWith(`${mount.path}/`)) {
        return { mount, name: path.slice(mount.path.length + 1) };
      }
    }
    return undefined;
  };
  return {
    read: (path) => {
      const found = find(path);
      return found ? found.mount.files.get(found.name) : own.read(path);
    },
    has: (path) => {
      const found = find(path);
      return found ? found.name === "" || found.mount.files.has(found.name) : own.has(path);
    },
    write: (path, contents = "") => {
      const found = find(path);
      if (!found) own.write(path, contents);
      else if (!found.mount.readOnly) found.mount.files.set(found.name, contents);
    },
    delete: (path) => {
      const found = find(path);
      if (!found) return own.delete(path);
      return !found.mount.readOnly && found.mount.files.delete(found.name);
    },
  };
}
