import { describe, expect, test } from "vitest";
import { essence } from "#core/proof.ts";
import { readCorpus } from "#course/corpus.ts";
import { courseAt } from "#course/course.ts";
import { labNames, openLab } from "#course/labs.ts";
import { readOutcomes } from "#lessons/made-pages/experiments/outcomes.ts";
import { proveSimulated } from "#testing/simulated-grade.ts";
import { browserExpected } from "./browser.ts";
import { labPages, read, status } from "./lab-pages.ts";
import { grade, shownEssence, verdictText, write, writeFiles } from "./workbench-page.ts";

const course = courseAt(".");

describe.skipIf(!browserExpected)("the workbench grades in a lab's page", () => {
  const lab = labPages();

  test("the exercise as shipped fails: the first check is open and says why, what it blocks is folded", async () => {
    const page = await lab.open();
    await grade(page);
    expect((await verdictText(page)).replaceAll(/\d+ (?=events)/g, "… ")).toMatchInlineSnapshot(`
      "Verdict
      preview on a simulated cluster, Kubernetes v1.37.2, times are simulated
      ✗ fail
      Three Pods of the Deployment are Ready
      0/2
      60000 ms
      expected
      Deployment/web status.readyReplicas 3
      found
      1
      expected
      Deployment/web status.updatedReplicas 3
      found
      1
      place
      deployment.yaml:6:3
        replicas: 1
        ^
      hint
      Which field of a Deployment says how many Pods it wants?
      evidence
      spec. Fields of objects were read.
      – blocked
      In each of the Pods the image nginx:1.29 answers
      0/2
      needs three-pods-ready
      – blocked
      They stay Ready, and no container is restarted
      0/2
      needs three-pods-ready
      – blocked
      The Service web answers every request
      0/3
      needs three-pods-ready
      – blocked
      A deleted Pod is replaced
      0/3
      needs stays-ready
      – blocked
      The Service still answers every request after the loss
      0/2
      needs serves-http
      What the cluster did: … events
      ✗ fail: 0 of 14 points
      Next: change the file above and grade again."
    `);
    expect(await page.locator(".verdict details[open]").count()).toBe(1);
    expect(await page.locator("[data-check=three-pods-ready] details").getAttribute("open")).not.toBeNull();
    expect(await status(page)).toContain("fail: 0 of 14 points");
  });

  test("the solution passes, and the next step is a real cluster", async () => {
    const page = await lab.open();
    await write(page, await read("solution"));
    await grade(page);
    // How long a check took may change with the simulated cluster.
    expect((await verdictText(page)).replaceAll(/\d+ (?=ms|events)/g, "… ")).toMatchInlineSnapshot(`
      "Verdict
      preview on a simulated cluster, Kubernetes v1.37.2, times are simulated
      ✓ pass
      Three Pods of the Deployment are Ready
      2/2
      … ms
      ✓ pass
      In each of the Pods the image nginx:1.29 answers
      2/2
      … ms
      ✓ pass
      They stay Ready, and no container is restarted
      2/2
      … ms
      ✓ pass
      The Service web answers every request
      3/3
      … ms
      ✓ pass
      A deleted Pod is replaced
      3/3
      … ms
      ✓ pass
      The Service still answers every request after the loss
      2/2
      … ms
      What the cluster did: … events
      ✓ pass: 14 of 14 points
      Next: a real cluster has the last word. Fork the repository, put your files into labs/self-healing/exercise and run npm run grade -- self-healing --cluster kind"
    `);
    expect(await page.locator(".verdict details[open]").count()).toBe(0);
    expect(await status(page)).toBe("✓ pass: 14 of 14 points");
    expect(await page.locator(".cm-lint-marker").count()).toBe(0);
  });

  test("every file set of a lab, and exercise and solution of all others, get in the page what they get in the terminal", async () => {
    for (const name of await labNames(course)) {
      const graded = await openLab(name, course);
      const corpus = await readCorpus(graded, course);
      expect(corpus.length).toBeGreaterThan(4);
      const cases = name === "self-healing" ? corpus : corpus.slice(0, 2);
      const inTerminal = await proveSimulated(graded, cases);
      const page = await lab.open({}, name);
      for (const [index, { name: fileSet, files }] of cases.entries()) {
        const texts = files.map(({ name, bytes }) => ({
          name,
          text: new TextDecoder().decode(bytes ?? new Uint8Array()),
        }));
        await writeFiles(page, texts);
        await grade(page);
        const shown = await shownEssence(page);
        expect(shown, `${name} ${fileSet}`).toEqual(inTerminal[index] && essence(inTerminal[index].verdict));
      }
      await page.close();
    }
  }, 180_000);

  test("what the cluster did unfolds, with seconds, causes in their order, and what a check did to it", async () => {
    const page = await lab.open();
    await write(page, await read("solution"));
    await grade(page);
    await page.locator(".timeline summary").click();
    const moments = await page.locator(".timeline li").allInnerTexts();
    const reasons = moments.map((moment) => moment.replace(/^[\d.]+ s\s+/, "").split(" ", 1)[0]);
    expect(reasons.slice(0, 2)).toEqual(["ScalingReplicaSet", "SuccessfulCreate"]);
    const acted = reasons.indexOf("Check");
    expect(moments[acted]).toMatch(/^[\d.]+ s\s+Check A deleted Pod is replaced$/);
    expect(reasons.indexOf("Killing")).toBeGreaterThan(acted);
    const seconds = moments.map((moment) => Number.parseFloat(moment));
    expect(seconds).toEqual([...seconds].sort((one, other) => one - other));
    expect(seconds.at(-1)).toBeGreaterThan(1);
  });

  test("the experiments that passed on the simulated cluster run in their pages, and what it did stands open", async () => {
    const experiments = await readOutcomes("simulated", course);
    const page = await lab.newPage();
    const run = page.getByRole("button", { name: "Run it here" });
    for (const [name, { status: outcome, of }] of experiments) {
      await page.goto(lab.address().replace("/labs/self-healing/", `/experiments/${name}/`));
      expect(await run.count(), name).toBe(outcome === "pass" ? 1 : 0);
      if (outcome !== "pass") continue;
      await grade(page);
      expect(await status(page), name).toBe(`✓ pass: ${of} of ${of} points`);
      const moments = await page.locator(".timeline li:visible .moment b").allInnerTexts();
      expect(moments, name).toContain("Check");
    }
    const passed = [...experiments.values()].filter(({ status: outcome }) => outcome === "pass");
    expect(passed.length).toBeGreaterThan(5);
  }, 180_000);

  test("the name of an issue leads to the page that explains it", async () => {
    const page = await lab.open();
    await write(page, await read("mistakes/replicas-as-text"));
    await grade(page);
    await page.locator(".issue a").click();
    await page.waitForURL("**/issues/wrong-type/");
    expect(await page.locator("h1").innerText()).toBe("A value of the wrong type");
  });

  test("the first issue stands alone, the others are folded", async () => {
    const page = await lab.open();
    await write(
      page,
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: "3"\n  replica: 1\n',
    );
    await grade(page);
    expect(await page.locator(".issue:visible").count()).toBe(1);
    const more = page.locator(".more-issues");
    expect(await more.innerText()).toMatch(/^and \d more after this one$/);
    await more.locator("summary").click();
    expect(await more.locator("[data-issue]").evaluateAll((all) => all.map(({ dataset }) => dataset["issue"]))).toEqual(
      expect.arrayContaining(["wrong-type", "unknown-field"]),
    );
  });

  test("what the simulated cluster cannot say is unsupported, and a real one is the next step", async () => {
    const page = await lab.open();
    const solution = await read("solution");
    await write(page, solution.replace("    spec:", "    spec:\n      shareProcessNamespace: true"));
    await grade(page);
    expect(await verdictText(page)).toMatchInlineSnapshot(`
      "Verdict
      preview on a simulated cluster, Kubernetes v1.37.2, times are simulated
      ? not-simulated The simulated cluster does not model spec.template.spec.shareProcessNamespace of apps/v1/Deployment, so it cannot say what would happen.
      deployment.yaml:15:7
            shareProcessNamespace: true
            ^
      Grade it on a real cluster with --cluster kind, or leave the field out if the task does not need it.
      ? unsupported
      Three Pods of the Deployment are Ready
      0/2
      ? unsupported
      In each of the Pods the image nginx:1.29 answers
      0/2
      ? unsupported
      They stay Ready, and no container is restarted
      0/2
      ? unsupported
      The Service web answers every request
      0/3
      ? unsupported
      A deleted Pod is replaced
      0/3
      ? unsupported
      The Service still answers every request after the loss
      0/2
      ? unsupported: no verdict was reached
      Next: a real cluster can say. In a copy of the repository, run npm run grade -- self-healing --cluster kind"
    `);
  });

  test("the place of a failure is marked in the editor, and its button leads there", async () => {
    const page = await lab.open();
    await write(page, await read("mistakes/replicas-as-text"));
    await grade(page);
    expect(await page.locator(".cm-lintRange-error").allInnerTexts()).toEqual(['"3"']);
    await page.locator(".cm-lint-marker").hover();
    expect(await page.locator(".cm-tooltip").innerText()).toBe(
      '`spec.replicas` must be an integer; here stands "3". Remove the quotes.',
    );
    await page.locator("button.place").click();
    await page.keyboard.press("Shift+End");
    await page.keyboard.type("3");
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 14 of 14 points");
  });

  test("a changed text says that the verdict is about an earlier one, until it is graded", async () => {
    const page = await lab.open();
    await grade(page);
    expect(await page.locator(".stale").isVisible()).toBe(false);
    await write(page, await read("solution"));
    expect(await page.locator(".stale").innerText()).toBe("The files have changed since this verdict.");
    await grade(page);
    expect(await page.locator(".stale").isVisible()).toBe(false);
  });

  test("there is one hint, and one more on each request", async () => {
    const page = await lab.open();
    await write(page, await read("mistakes/missing-image"));
    await grade(page);
    const hints = page.locator(".hint-text");
    expect(await hints.allInnerTexts()).toEqual([
      "The node cannot get the image. Compare its name and tag with the task.",
    ]);
    await page.getByRole("button", { name: "One more hint" }).click();
    expect(await hints.last().innerText()).toBe("Which field of a Deployment says how many Pods it wants?");
    expect(await page.getByRole("button", { name: "One more hint" }).count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("hint-text");
  });

  test("a cause is told as soon as it is seen", async () => {
    const page = await lab.open();
    await write(page, await read("mistakes/missing-image"));
    await page.locator(".progress").evaluate((status) => {
      const heard: string[] = [];
      new MutationObserver(() => heard.push(status.textContent)).observe(status, { childList: true });
      Object.assign(window, { heard });
    });
    await grade(page);
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(heard).toContain("Checking: Three Pods of the Deployment are Ready");
    expect(heard.find((text) => text.startsWith("Seen on"))).toMatch(/^Seen on Pod\/web-\S+: ErrImagePull$/);
    expect(heard.at(-1)).toBe("✗ fail: 0 of 14 points. First failed check: Three Pods of the Deployment are Ready.");
  });

  test("a second press while it grades starts again, with the text of then", async () => {
    const page = await lab.open();
    await page.locator(".grade").evaluate((button: HTMLElement) => button.click());
    await write(page, await read("solution"));
    await grade(page);
    expect(await status(page)).toBe("✓ pass: 14 of 14 points");
  });
});
