import { examine } from "#commands/installed-parts.ts";
import { print } from "#commands/reports.ts";
import { showProgress } from "#commands/progress.ts";
import { doctorReport } from "#reporters/doctor.ts";

/** Says what is installed and what each missing part would add; 0 if `npm start` and `npm test` have what they need, else 2. */
export async function doctorCommand(signal: AbortSignal): Promise<number> {
  const progress = showProgress(process.stderr);
  progress.say("Asking each program for its version");
  const parts = await examine(signal).finally(progress.stop);
  await print(doctorReport(parts));
  return parts.every((part) => part.state === "there" || !part.needed) ? 0 : 2;
}
