import { print } from "#commands/cli/output.ts";
import { showProgress } from "#commands/cli/progress.ts";
import { doctorReport } from "#reporters/doctor.ts";
import { checkoutParts, labRepositoryParts } from "./installed-parts.ts";

/** Where the question is asked. */
export type DoctorPlace = "checkout" | "lab repository";

const SCRIPTS: Record<DoctorPlace, string> = { checkout: "npm start and npm test", "lab repository": "npm run grade" };

/** Says what is installed and what each missing part would add; 0 if all is there that the place's scripts cannot do without, else 2. */
export async function doctorCommand(place: DoctorPlace, signal: AbortSignal): Promise<number> {
  const progress = showProgress(process.stderr);
  progress.say("Asking each program for its version");
  const examine = place === "checkout" ? checkoutParts : labRepositoryParts;
  const parts = await examine(signal).finally(progress.stop);
  await print(doctorReport(parts, SCRIPTS[place]));
  return parts.every((part) => part.state === "there" || !part.needed) ? 0 : 2;
}
