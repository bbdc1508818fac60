import type { Page } from "playwright-core";
import type { Essence } from "#core/proof.ts";

/** Opens a lab's page and waits for its editor. */
export async function openWorkbench(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator(".workbench").scrollIntoViewIfNeeded();
  await page.locator(".cm-content").waitFor();
}

/** Pastes a text in place of all that the editor shows. */
export async function write(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("ControlOrMeta+a");
  if (text === "") return page.keyboard.press("Delete");
  await page.locator(".cm-content").evaluate((content, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Puts each file in place of what its tab shows. */
export async function writeFiles(page: Page, files: readonly { name: string; text: string }[]): Promise<void> {
  for (const { name, text } of files) {
    if (files.length > 1) await page.getByRole("tab", { name, exact: true }).click();
    await write(page, text);
  }
}

/** The text of the editor; it must be short enough to be shown as a whole. */
export async function written(page: Page): Promise<string> {
  return (await page.locator(".cm-line").allInnerTexts()).map((line) => line.replace(/\n$/, "")).join("\n");
}

/** Presses Grade and waits for the verdict; the milliseconds from the click until it is in the page. */
export async function grade(page: Page): Promise<number> {
  return page.locator(".workbench").evaluate(async (workbench) => {
    const verdict = workbench.querySelector(".verdict");
    const button = workbench.querySelector<HTMLElement>(".grade");
    if (!verdict || !button) throw new Error("The page has no verdict or no Grade button.");
    const started = performance.now();
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (verdict.ariaBusy !== null || verdict.childElementCount === 0) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(verdict, { childList: true, attributes: true });
      button.click();
    });
    return performance.now() - started;
  });
}

/** The verdict as text, a line for each that one sees. */
export async function verdictText(page: Page): Promise<string> {
  return (await page.locator(".verdict").innerText()).replaceAll(/\n+/g, "\n");
}

/** Status, points, failed checks and issues as the page shows them. */
export async function shownEssence(page: Page): Promise<Essence> {
  const total = await page.locator(".verdict .total").innerText();
  const [, status = "", points = "0"] = /(\w+): (?:(\d+) of \d+ points|no verdict)/.exec(total) ?? [];
  const attributes = (selector: string, name: string) =>
    page.locator(selector).evaluateAll((all, name) => all.map((one) => one.getAttribute(name) ?? ""), name);
  return {
    status: status as Essence["status"],
    points: Number(points),
    failed: await attributes(".verdict [data-check][data-status=fail]", "data-check"),
    issues: [...new Set(await attributes(".verdict [data-issue]", "data-issue"))],
  };
}
