import type { Code } from "mdast";

/** The title of a fence, such as the `web.yaml` of ```yaml title="web.yaml": the name of the file that the page shows. */
export function fenceTitle({ meta }: Code): string | undefined {
  return /title="([^"]+)"/.exec(meta ?? "")?.[1];
}
