/** Where the card of a page stands, from the site's base path: `cards/labs/self-healing.png` for `labs/self-healing/`, `cards/index.png` for the home page. */
export function cardAddress(page: string): string {
  return `cards/${page.replace(/\/$/, "") || "index"}.png`;
}
