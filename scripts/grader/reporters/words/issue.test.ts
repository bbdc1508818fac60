import { expect, it } from "vitest";
import { ISSUE_CODES, issueWords } from "./issue.ts";

const facts = [
  { path: "", expected: [], actual: null },
  { path: "spec.replicas", expected: "integer", actual: "3", suggestion: "replicas" },
  { path: "kind", expected: ["v1/Pod", "apps/v1/Deployment"], actual: "v1/Service" },
  { path: "metadata.name", expected: "string", actual: true },
  { path: "spec", expected: 1, actual: { deep: ["list"] } },
];

it.each(ISSUE_CODES)("%s has words in whole sentences, whatever it is said about", (code) => {
  for (const issue of facts) {
    const { what, next } = issueWords(code, issue);
    for (const words of [what, next]) {
      expect(words).toMatch(/^[A-Z`\d].*[.?]$/s);
      expect(words).not.toMatch(/\.\.|undefined|\[object|NaN/);
    }
  }
});

it("ends what others said with one full stop", () => {
  expect(issueWords("refused", { path: "", actual: "no" }).what).toBe("The API server refused it: no.");
  expect(issueWords("refused", { path: "", actual: "No." }).what).toBe("The API server refused it: No.");
});

it("says what to do about values of the wrong type", () => {
  const next = (expected: string, actual: unknown) => issueWords("wrong-type", { path: "a", expected, actual }).next;
  expect(next("integer", "3")).toBe("Remove the quotes.");
  expect(next("string", 3)).toBe("Put it in quotes.");
  expect(next("string", false)).toBe(
    "Put it in quotes: YAML reads `yes`, `no`, `on`, `off`, `y` and `n` as true or false.",
  );
  expect(next("map", "text")).toBe("Write a value of that type.");
});

it("says of an image that is not there what was meant, and never to leave it out", () => {
  const image = { path: "spec.containers[0].image", actual: "v1/Pod", suggestion: "nginx:1.29" };
  const { what, next } = issueWords("not-simulated", image);
  expect(`${what} ${next}`).toMatchInlineSnapshot(
    `"The simulated cluster does not have this image. Did you mean \`nginx:1.29\`? Compare its name and tag with the task. A real cluster pulls any image: grade with \`--cluster kind\`."`,
  );
});
