import { RefusedError, UnsupportedError } from "#core/cluster.ts";
import { NotSimulatedError } from "#simulator/nodes/power.ts";

/** The port's error for what the simulation threw: refused because of the object, not simulated, or a fault of the cluster as it is. */
export function refusal(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof NotSimulatedError) return new UnsupportedError(error.message);
  const [, missing] = /^"(.+)" does not exist$/.exec(error.message) ?? [];
  if (missing !== undefined) return new RefusedError("NotFound", `namespaces "${missing}" not found`);
  if (["BadRequest", "Conflict", "Forbidden", "Invalid", "NotFound"].includes(error.name)) {
    return new RefusedError(error.name, error.message);
  }
  // The store of Services throws plain errors for addresses and ports that it cannot give.
  return /\b(clusterIP|nodePort)\b/i.test(error.message) ? new RefusedError("Invalid", error.message) : error;
}
