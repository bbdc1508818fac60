import { changeTables } from "./printed-tables.ts";

/** What a cluster and a stage are called, and what recordings say instead. */
export type Names = readonly (readonly [own: string, shown: string])[];

/** Columns that tell a cluster's history or its machine, and what is there in a fresh one. */
const FRESH: Record<string, string> = {
  AGE: "5m",
  "LAST SEEN": "5m",
  DURATION: "5s",
  RESTARTS: "0",
  "KERNEL-VERSION": "6.12.0",
};

/** What is different each time, and what recordings say instead. */
const FIXED: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, "2026-01-01T12:00:00Z"],
  [
    /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g,
    "Thu, 01 Jan 2026 12:00:00 +0000",
  ],
  [
    /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \w+; [^;\n]* ago/g,
    "Thu 2026-01-01 12:00:00 UTC; 5min ago",
  ],
  [/\b[A-Z][a-z]{2} \d\d, \d{4} \d\d:\d\d [A-Z]+/g, "Jan 01, 2027 12:00 UTC"],
  [/\b[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?= )/g, "Jan 01 12:00:00"],
  [/\b([IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+/g, "$10101 12:00:00.000000       1"],
  [/(?<![0-9a-f-])[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])/g, "01234567-89ab-4def-8123-456789abcdef"],
  [/(?<!sha256:|[0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g, "0123456789abcdef".repeat(4)],
  [/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g, "0123456789abcdef".repeat(2)],
  // The port at which kind publishes the API server.
  [/(?<=https:\/\/)127\.0\.0\.1:\d{5}\b/g, "127.0.0.1:6443"],
  [/(?<=Kernel Version: +)\S+/g, "6.12.0"],
  [/\bapiserver-[a-z0-9]{26}(?![a-z0-9])/g, "apiserver-abcdefghijklmnopqrstuvwxyz"],
];

/** The letters that Kubernetes takes for the random ends of names (`k8s.io/apimachinery/pkg/util/rand`). */
const LETTERS = "bcdfghjklmnpqrstvwxz2456789";
const RANDOM_END = new RegExp(String.raw`(?<=[a-z0-9]-)(?!https)[${LETTERS}]{5}(?![\w-])`, "g");

/** Addresses of Pods, Services and nodes in a kind cluster; a range such as 10.244.0.0/24 is no address. */
const ADDRESS = /\b(10\.244|10\.96|172\.\d+)\.\d+\.\d+\b(?!\/)/g;

/**
 * A function that makes what commands print the same each time: names, times, addresses, random ends, identities.
 * The same name or address is the same in all that one function is given.
 */
export function normaliser(names: Names): (printed: string) => string {
  const ends = inTurn((turn) => randomEnd(turn));
  const addresses = inTurn((turn, address) => addressLike(address, turn));
  const longestFirst = names.toSorted(([one], [other]) => other.length - one.length);
  const plain = (text: string): string => {
    const named = longestFirst.reduce((all, [own, shown]) => all.replaceAll(own, shown), text);
    return FIXED.reduce((all, [pattern, shown]) => all.replaceAll(pattern, shown), named)
      .replaceAll(ADDRESS, addresses)
      .replaceAll(RANDOM_END, ends);
  };
  const cell = (text: string, heading: string): string => {
    const fresh = FRESH[heading];
    return fresh !== undefined && /^\d/.test(text) ? fresh : plain(text);
  };
  return (printed) => changeTables(printed, cell).replaceAll(/[ \t]+$/gm, "");
}

/** For what is new, the next that `make` gives; for what was there before, what it got then. */
function inTurn(make: (turn: number, found: string) => string): (found: string) => string {
  const given = new Map<string, string>();
  return (found) => {
    const shown = given.get(found) ?? make(given.size, found);
    given.set(found, shown);
    return shown;
  };
}

/** Five letters that look like a random end; another for each of the first 27 turns. */
function randomEnd(turn: number): string {
  const letter = (step: number): string => LETTERS[(turn + step) % LETTERS.length] ?? "";
  return [0, 22, 9, 25, 14].map(letter).join("");
}

function addressLike(address: string, turn: number): string {
  if (address.startsWith("10.244.")) return `10.244.1.${2 + turn}`;
  // The first ones of a cluster are always the same: the API's and that of the cluster's DNS.
  if (address.startsWith("10.96.")) return /^10\.96\.0\.(1|10)$/.test(address) ? address : `10.96.${100 + turn}.17`;
  return `172.18.0.${2 + turn}`;
}
