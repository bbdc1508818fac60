import { fullReference, parseImageReference } from "#core/kubernetes/image-reference.ts";
import { agnhost } from "./agnhost.ts";
import { busybox } from "./busybox.ts";
import { curl } from "./curl.ts";
import { nginx } from "./nginx.ts";
import { pause } from "./pause.ts";
import type { StandIn } from "./stand-in.ts";

/** The images that labs may use. */
export const standIns: readonly StandIn[] = [agnhost, busybox, curl, nginx, pause];

/** The stand-in for exactly this image and tag, however the manifest writes it; none for any other image. */
export function standInFor(image: string): StandIn | undefined {
  const wanted = fullReference(parseImageReference(image));
  return standIns.find(({ repository, tags }) =>
    tags.some((tag) => fullReference(parseImageReference(`${repository}:${tag}`)) === wanted),
  );
}

/**
 * Whether a registry may have an image that has no stand-in. Surely missing are only versions of ours that are newer
 * than the newest: `nginx:1.92`. Of any other the simulation cannot know.
 */
export function mayExist(image: string): boolean {
  const { repository, tag, digest } = parseImageReference(image);
  const standIn = standIns.find((one) => parseImageReference(one.repository).repository === repository);
  if (!standIn || digest || !/^\d+(\.\d+)*$/.test(tag)) return true;
  return !standIn.tags.every((known) => known.localeCompare(tag, undefined, { numeric: true }) < 0);
}
