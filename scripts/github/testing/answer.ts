import type { Sent } from "./contract.ts";
import type { FakeState } from "./state.ts";

/** What a handler is asked. */
export interface Call extends Sent {
  state: FakeState;
  /** Of the storage, its own origin. */
  storage: string;
  /** Whether the file itself is wanted in place of JSON about it. */
  raw: boolean;
}

/** What a handler answers; what GitHub's description requires beyond it is filled in. */
export type Answer =
  | { status: number; body: unknown }
  /** Items, of which the asked-for page is given; in an object under `under` beside `total_count`. */
  | { items: unknown[]; under?: string }
  | { bytes: Uint8Array }
  | { location: string };

export type Handler = (call: Call) => Answer;

export function found(body: unknown): Answer {
  return { status: 200, body };
}

export const NOT_FOUND: Answer = { status: 404, body: { message: "Not Found", documentation_url: "" } };

export function unprocessable(message: string): Answer {
  return { status: 422, body: { message, documentation_url: "", errors: [] } };
}
