import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe says of a page or of the part at `within`, by all its rules or by `rules`. It looks into no frames: there are none. */
export async function violations(
  page: Page,
  { within, rules }: { within?: string; rules?: string[] } = {},
): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    // What passes is not told, which halves the time.
    resultTypes: ["violations"],
    ...(rules && { runOnly: rules }),
  });
  const found = await (within === undefined ? axe : axe.include(within)).analyze();
  return found.violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
