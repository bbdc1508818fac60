/** No kind cluster can be had; the message ends with the next thing to do. */
export class KindError extends Error {
  override readonly name = "KindError";
}
