/** The beginning of a body, and whether there is more of it. */
export interface CappedBytes {
  bytes: Uint8Array;
  more: boolean;
}

/** Reads a body until it ends or has given more than `max` bytes; what comes after is never asked for. */
export async function cappedBytes(body: AsyncIterable<Uint8Array>, max: number): Promise<CappedBytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > max) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, max), more: length > max };
}
