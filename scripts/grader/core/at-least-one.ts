/** The items as they are, for work that must not pass over nothing. Throws where there are none, and says `what` was looked for, in the singular. */
export function atLeastOne<Items extends readonly unknown[]>(items: Items, what: string): Items {
  if (items.length === 0) throw new Error(`No ${what} was found, so nothing would be checked.`);
  return items;
}
