import type { Status } from "#core/generated/verdict.ts";

/** The mark beside each status word, so that colour is never the only sign. */
export const MARKS: Record<Status, string> = { pass: "✓", fail: "✗", error: "!", blocked: "–", unsupported: "?" };
