import type { Refusal, RefusalCode } from "#reporters/pull-request/refusal.ts";

/** What a step of the report gives if it does not give what it is for. */
export interface Refused {
  refusal: Refusal;
}

/** For a step to say no, with what exactly is wrong. */
export function refused(code: RefusalCode, ...details: string[]): Refused {
  return { refusal: { code, details } };
}
