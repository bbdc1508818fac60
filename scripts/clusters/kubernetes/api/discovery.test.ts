import { expect, it } from "vitest";
import { ApiError } from "./api-error.ts";
import { createDiscovery } from "./discovery.ts";

const answers: Record<string, unknown> = {
  "/api/v1": { resources: [{ name: "pods", kind: "Pod", namespaced: true }] },
  "/apis/apps": { preferredVersion: { groupVersion: "apps/v1" } },
  "/apis/apps/v1": { resources: [{ name: "deployments", kind: "Deployment", namespaced: true }] },
};

/** Knows Pods and Deployments, and refuses each path once before it answers. */
function busyOnce() {
  const asked: string[] = [];
  const call = async <Answer>({ path }: { path: string }): Promise<Answer> => {
    asked.push(path);
    if (asked.filter((one) => one === path).length === 1) throw new ApiError(429, "Too many requests");
    return answers[path] as Answer;
  };
  return { asked, discovery: createDiscovery({ call }) };
}

it("asks again where the API is busy, and never again for what it knows", async () => {
  const { asked, discovery } = busyOnce();
  const deployment = { apiVersion: "apps/v1", kind: "Deployment" };
  expect(await discovery.resourceOf(deployment)).toEqual({ name: "deployments", kind: "Deployment", namespaced: true });
  expect(await discovery.resourceOf(deployment)).toMatchObject({ name: "deployments" });
  expect(asked).toEqual(["/apis/apps/v1", "/apis/apps/v1"]);
  expect(await discovery.hasResource("apps", "deployments")).toBe(true);
  expect(asked.slice(2)).toEqual(["/apis/apps", "/apis/apps"]);
  expect(await discovery.hasResource("", "deployments")).toBe(false);
  expect(asked.slice(4)).toEqual(["/api/v1", "/api/v1"]);
});

it("locates with one question, as those who ask for a path try again themselves", async () => {
  const { asked, discovery } = busyOnce();
  const pods = { apiVersion: "v1", kind: "Pod", namespace: "lab" };
  await expect(discovery.locate(pods)).rejects.toThrow(new ApiError(429, "Too many requests"));
  expect(await discovery.locate(pods)).toBe("/api/v1/namespaces/lab/pods");
  expect(asked).toEqual(["/api/v1", "/api/v1"]);
});
