/** The command line was used wrongly: exit code 64, as `sysexits.h` has it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
