/** The way from an object's root to a field: names of maps, positions of lists. */
export type Path = readonly (string | number)[];

/** `spec.template.spec.containers[0].image`, and `metadata.labels["app.kubernetes.io/name"]` where a name has dots. */
export function pathText(path: Path): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (!/^[\w-]+$/.test(step)) text += `["${step}"]`;
    else text += text === "" ? step : `.${step}`;
  }
  return text;
}

/** The reverse of {@link pathText}. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, name]) =>
    index === undefined ? (quoted ?? name ?? "") : Number(index),
  );
}
