import { gzipSync } from "node:zlib";
import { launchBrowser } from "#testing/browser/browser.ts";
import { serveSite } from "#testing/browser/site.ts";

/** Bytes of everything that a page of the built site loads before anybody touches it, each file gzipped. */
export async function benchPageWeight(path: string): Promise<{ bytes: number; scriptBytes: number }> {
  const site = await serveSite();
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const sizes: Promise<{ type: string; bytes: number }>[] = [];
    page.on("response", (response) => {
      sizes.push(
        response.body().then((body) => ({ type: response.request().resourceType(), bytes: gzipSync(body).length })),
      );
    });
    await page.goto(new URL(path.replace(/^\//, ""), site.url).href, { waitUntil: "networkidle" });
    const loaded = await Promise.all(sizes);
    const sum = (some: typeof loaded) => some.reduce((total, { bytes }) => total + bytes, 0);
    return { bytes: sum(loaded), scriptBytes: sum(loaded.filter(({ type }) => type === "script")) };
  } finally {
    await browser.close();
    await site.close();
  }
}
