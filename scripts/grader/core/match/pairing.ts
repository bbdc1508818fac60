/**
 * Gives as many items as possible a partner that fits, each another one, and returns the items left over. An item may
 * take a partner from another that finds a second one (Kuhn's augmenting paths), so that the order does not matter.
 */
export function unpaired<Item, Partner>(
  items: readonly Item[],
  partners: readonly Partner[],
  fits: (item: Item, partner: Partner, index: number) => boolean,
): Item[] {
  const taken = new Map<number, Item>();
  const pair = (item: Item, tried: Set<number>): boolean =>
    partners.some((partner, index) => {
      if (tried.has(index) || !fits(item, partner, index)) return false;
      tried.add(index);
      const other = taken.get(index);
      if (taken.has(index) && !pair(other as Item, tried)) return false;
      taken.set(index, item);
      return true;
    });
  return items.filter((item) => !pair(item, new Set()));
}
