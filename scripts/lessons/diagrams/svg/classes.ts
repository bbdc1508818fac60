import { authorClasses } from "#lessons/diagrams/source/parsed.ts";
import { isRole } from "#lessons/roles.ts";

/** What `scripts/site/styles/diagrams.css` calls the parts that Mermaid has names for; Mermaid's other classes are dropped. */
export const partNames: Record<string, string> = {
  cluster: "group",
  "statediagram-cluster": "group",
  "cluster-label": "group-title",
  "statediagram-note": "note",
  divider: "area",
  rect: "area",
  "state-start": "state-start",
  "flowchart-link": "line",
  transition: "line",
  "edge-pattern-dotted": "dotted",
  "edge-pattern-dashed": "dotted",
  "edge-thickness-thick": "thick",
  "in-group": "in-group",
  background: "background",
  "actor-line": "lifeline",
  "actor-box": "participant-name",
  activation0: "active",
  activation1: "active",
  activation2: "active",
  messageLine0: "line",
  messageLine1: "line dotted",
  messageText: "message",
  note: "note",
  loopLine: "block-line",
  labelBox: "block-label",
  text: "block-text",
  loopText: "block-text",
  sectionTitle: "block-text",
  number: "number",
  sequenceNumber: "number-text",
};

/** Gives the parts of a drawing their names and roles: Mermaid's `node default store` becomes `node role-store`. */
export function nameParts(svg: Element): void {
  for (const element of svg.querySelectorAll("[class]")) {
    const [first = "", ...others] = (element.getAttribute("class") ?? "").split(/\s+/);
    // Mermaid's own class `node` comes first on a group; anywhere else `node` is the role.
    const isNode = first === "node" && element.localName === "g";
    const given = isNode ? others : [first, ...others];
    const parts = given.flatMap((name) => partNames[name]?.split(" ") ?? []);
    const named = authorClasses(given.join(" ")).filter(isRole);
    const names = [...(isNode ? ["node"] : []), ...parts, ...named.map((role) => `role-${role}`)];
    if (names.length === 0) element.removeAttribute("class");
    else element.setAttribute("class", [...new Set(names)].join(" "));
  }
}
