import type { ASTNode } from "@marcbachmann/cel-js";

/** A comparison with what is expected on its right side. */
export interface Comparison {
  left: ASTNode;
  operator: string;
  right: ASTNode;
}

/** Each operator, and what it is when its sides change places; `in` has no such. */
const SWAPPED: Record<string, string> = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/**
 * The comparison that a node of a CEL expression is, if it is one: facts that are compared with what the check looks at
 * are on the right, where what is expected is read. One of facts with facts is none, because neither side is the
 * learner's; `in` is one only where facts say what is among what.
 */
export function comparisonOf({ op, args }: ASTNode): Comparison | undefined {
  if (!(op in SWAPPED) && op !== "in") return undefined;
  const [left, right] = args as [ASTNode, ASTNode];
  const [leftIsFact, rightIsFact] = [mentions(left, "facts"), mentions(right, "facts")];
  if (op === "in") return rightIsFact && !leftIsFact ? { left, operator: op, right } : undefined;
  if (leftIsFact && rightIsFact) return undefined;
  const turned = leftIsFact ? mentions(right) : rightIsFact && !mentions(left);
  return turned ? { left: right, operator: SWAPPED[op] ?? op, right: left } : { left, operator: op, right };
}

/** Whether a variable (any at all, if none is said) is named anywhere in a part of an expression. */
export function mentions(node: ASTNode, name?: string): boolean {
  if (node.op === "id") return name === undefined || node.args === name;
  return nodesIn(node.args).some((part) => mentions(part, name));
}

function nodesIn(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(nodesIn);
  return typeof args === "object" && args !== null && "op" in args ? [args as ASTNode] : [];
}
