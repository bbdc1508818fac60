import type { Context, Place } from "#core/context.ts";
import type { Check } from "#core/generated/lab.ts";
import { kindName, type KubernetesObject } from "#core/kubernetes/object.ts";
import { subjectOf } from "#core/lab/subject.ts";
import { askAccess } from "./access.ts";
import { readLogs, runCommand } from "./containers.ts";
import { type Known, sendRequests } from "./requests.ts";
import { compareRights } from "./rights.ts";
import { readSelections, type Selection, selectionOf, selectionOfOne, watchSelections } from "./selection.ts";
import { type Item, objectItem, type Sight } from "./sight.ts";
import { lookInRounds, lookUntilSeen, type SightListener, type Watching } from "./watching.ts";

/** How a check looks at what it is about. */
export interface Look {
  /** Whether the API tells of changes: of objects it does; requests, logs, commands and permissions must be tried. */
  watched: boolean;
  once: (signal: AbortSignal) => Promise<Sight>;
  /** Tells what is there now, and again after each change or in each round, until `signal` aborts. */
  follow: (listener: SightListener, signal: AbortSignal) => Watching;
}

/** How to look at a check's subject and its facts; `pause` are the milliseconds between two rounds. */
export function lookOf(check: Check, context: Context, pause: number): Look {
  const subject = subjectOf(check);
  const facts = Object.entries(check.facts ?? {}).map(([name, selector]) => ({
    name,
    selection: selectionOf(context, selector),
  }));
  const rounds = (read: (signal: AbortSignal) => Promise<Item[]>) => roundsLook(context, facts, read, pause);
  switch (subject.kind) {
    case "manifests": {
      const submitted = context.manifests
        .map(({ object }) => object)
        .filter((object) => kindName(object) === kindName(subject.of));
      return watchedLook(context, facts, { queries: [], choose: () => submitted });
    }
    case "object":
      return watchedLook(context, facts, selectionOfOne(context, subject.of));
    case "objects":
      return watchedLook(context, facts, selectionOf(context, subject.of));
    case "request": {
      const known: Known = { pods: new Set(), listeners: new Map() };
      return rounds((signal) => sendRequests(context, subject.of, known, signal));
    }
    case "may":
      return rounds(() => askAccess(context, subject.of));
    case "rights":
      return rounds(() => compareRights(context, subject.of));
    case "logs":
      return rounds(() => readLogs(context, subject.of));
    case "exec":
      return rounds((signal) => runCommand(context, subject.of, signal));
  }
}

interface Fact {
  name: string;
  selection: Selection;
}

function watchedLook(place: Place, facts: readonly Fact[], subject: Selection): Look {
  const { cluster } = place;
  const selections = [subject, ...facts.map(({ selection }) => selection)];
  const sightOf = ([objects = [], ...found]: KubernetesObject[][]): Sight => ({
    items: objects.map(objectItem),
    facts: namedFacts(facts, found),
  });
  const once = async () => sightOf(await readSelections(cluster, selections));
  return {
    watched: true,
    once,
    follow(listener, signal) {
      const changed = (chosen: KubernetesObject[][]) => listener.seen(sightOf(chosen));
      watchSelections(cluster, selections, { changed, failed: (error) => listener.failed(error) }, signal);
      return { again: () => lookUntilSeen(once, listener, cluster.clock, signal) };
    },
  };
}

function roundsLook(
  place: Place,
  facts: readonly Fact[],
  read: (signal: AbortSignal) => Promise<Item[]>,
  pause: number,
): Look {
  const { cluster } = place;
  const once = async (signal: AbortSignal): Promise<Sight> => {
    const selections = facts.map(({ selection }) => selection);
    const [items, found] = await Promise.all([read(signal), readSelections(cluster, selections)]);
    return { items, facts: namedFacts(facts, found) };
  };
  return {
    watched: false,
    once,
    follow: (listener, signal) => lookInRounds(() => once(signal), pause, listener, cluster.clock, signal),
  };
}

function namedFacts(facts: readonly Fact[], found: readonly KubernetesObject[][]): Sight["facts"] {
  return Object.fromEntries(facts.map(({ name }, index) => [name, found[index] ?? []]));
}
