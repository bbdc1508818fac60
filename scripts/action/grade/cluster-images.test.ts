import { expect, it } from "vitest";
import { courseAt } from "#course/course.ts";
import { openSubmission } from "#course/submissions.ts";
import { imagesOf } from "./cluster-images.ts";

it("the images of setup and submission are known before there is a cluster, and the grader's own", async () => {
  const imagesIn = async (lab: string, files: string) =>
    imagesOf([await openSubmission(lab, courseAt("."), `labs/${lab}/${files}`)]).sort();
  const [agnhost, curl] = ["registry.k8s.io/e2e-test-images/agnhost:2.63.0", "curlimages/curl:8.17.0"];
  expect(await imagesIn("self-healing", "solution")).toEqual([curl, "nginx:1.29"]);
  expect(await imagesIn("lose-a-node", "solution")).toEqual([curl, agnhost].sort());
  // A CronJob has its Pods three levels down.
  expect(await imagesIn("back-up-etcd", "solution")).toContain("registry.k8s.io/etcd:3.7.0-0");
  // What is refused for what its files say asks for nothing.
  expect(await imagesIn("self-healing", "mistakes/selector-and-labels-differ")).toEqual([curl]);
});
