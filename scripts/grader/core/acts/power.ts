import type { Context } from "#core/context.ts";
import { type Disturbances, putBack, remember } from "#core/disturbances.ts";
import type { Act } from "#core/generated/lab.ts";
import type { ComponentName, NodeProgram } from "#core/kubernetes/components.ts";
import { controlPlaneNodes } from "./node-choice.ts";

/** Takes a node's machine away. */
export async function stopNode({ cluster, disturbances }: Context, node: string): Promise<void> {
  remember(disturbances, {
    what: `node ${node} is stopped`,
    kind: "off",
    undo: () => cluster.startNode(node),
  });
  await cluster.stopNode(node);
}

/** Takes the machines of the control plane away. */
export async function stopControlPlane(context: Context): Promise<void> {
  for (const node of await controlPlaneNodes(context)) await stopNode(context, node);
}

/** Ends a program of a node, whose containers go on. */
export async function stopProgram(
  { cluster, disturbances }: Context,
  node: string,
  program: NodeProgram,
): Promise<void> {
  remember(disturbances, {
    what: `${program} on node ${node} is stopped`,
    kind: "off",
    undo: () => cluster.startProgram(node, program),
  });
  await cluster.stopProgram(node, program);
}

/** Ends a component of the cluster. */
export async function stopComponent({ cluster, disturbances }: Context, name: ComponentName): Promise<void> {
  remember(disturbances, {
    what: stopped(name),
    kind: "off",
    undo: () => cluster.startComponent(name),
  });
  await cluster.stopComponent(name);
}

/** Switches on what the grade switched off. */
export async function start({ cluster, disturbances }: Context, what: NonNullable<Act["start"]>): Promise<void> {
  if (what === "everything") return await putBack(disturbances, "off");
  await cluster.startComponent(what.component);
  forget(disturbances, what.component);
}

function forget(disturbances: Disturbances, component: ComponentName): void {
  disturbances.delete(stopped(component));
}

function stopped(component: ComponentName): string {
  return `${component} is stopped`;
}
