/** The Pod whose name stands as a whole word in a response's body, the first of several; `""` if there is none. */
export function answeringPod(body: string, pods: ReadonlySet<string>): string {
  const words = body.match(/[\w.-]+/g) ?? [];
  return words.map((word) => word.replace(/^[._-]+|[._-]+$/g, "")).find((word) => pods.has(word)) ?? "";
}
