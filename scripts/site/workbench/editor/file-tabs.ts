import { button, element } from "#site/element.ts";

export interface FileTabs {
  element: HTMLElement;
  select(name: string): void;
}

/** A tab for each file, or the name alone where there is one. `selected` is told when the learner changes the tab. */
export function fileTabs(names: readonly string[], panel: HTMLElement, selected: (name: string) => void): FileTabs {
  const [only] = names;
  if (names.length <= 1)
    return {
      element: element("div", { class: "file-tabs" }, element("span", {}, only ?? "")),
      select: () => undefined,
    };

  panel.setAttribute("role", "tabpanel");
  const tabs = names.map((name) => {
    const tab = button(name, { role: "tab", id: `${panel.id}-${name}`, "aria-controls": panel.id }, () => choose(name));
    tab.addEventListener("keydown", (event) => {
      const to = neighbour(event.key, names.indexOf(name), names.length);
      if (to === undefined) return;
      event.preventDefault();
      choose(names[to] ?? name);
      tabs[to]?.focus();
    });
    return tab;
  });

  function select(name: string): void {
    for (const [index, tab] of tabs.entries()) {
      const current = names[index] === name;
      tab.setAttribute("aria-selected", String(current));
      tab.tabIndex = current ? 0 : -1;
      if (current) panel.setAttribute("aria-labelledby", tab.id);
    }
  }

  function choose(name: string): void {
    select(name);
    selected(name);
  }

  select(names[0] ?? "");
  return { element: element("div", { class: "file-tabs", role: "tablist", "aria-label": "Files" }, ...tabs), select };
}

/** Where a key leads from a tab, as the pattern for tabs of the ARIA Authoring Practices says. */
function neighbour(key: string, from: number, count: number): number | undefined {
  if (key === "ArrowRight") return (from + 1) % count;
  if (key === "ArrowLeft") return (from + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}
