/** What a process took from its start to its end. */
export interface Usage {
  /** User and system time. */
  cpuMilliseconds: number;
  /** The peak of its memory. */
  mebibytes: number;
}

/** An option of Node with which a process tells its usage on standard error when it ends, on its own line. */
export const TELL_USAGE = `--import=data:text/javascript,process.on("exit",()=>{const u=process.resourceUsage();process.stderr.write("\\nusage "+(u.userCPUTime+u.systemCPUTime)/1000+" "+u.maxRSS+"\\n")})`;

/** The usage that a process told; where its helpers told theirs too, that of the one that worked most. Throws if none did. */
export function toldUsage(output: string): Usage {
  const told = [...output.matchAll(/^usage (\S+) (\S+)$/gm)].map(([, cpu, kibibytes]) => ({
    cpuMilliseconds: Number(cpu),
    mebibytes: Number(kibibytes) / 1024,
  }));
  const [most] = told.sort((one, other) => other.cpuMilliseconds - one.cpuMilliseconds);
  if (!most) throw new Error(`The process did not tell its usage:\n${output}`);
  return most;
}
