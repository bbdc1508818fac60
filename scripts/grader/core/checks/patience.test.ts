import { expect, it } from "vitest";
import { objectItem } from "#core/look/sight.ts";
import { pod } from "#core/testing/fake-run.ts";
import { patience } from "./patience.ts";

const httpGet = { path: "/" };
const of = (...specs: object[]) =>
  patience(specs.map((spec, index) => objectItem(pod(`web-${index}`, { spec: { ...spec } }))));

it("is nothing where no liveness probe can give up", () => {
  expect(of()).toBe(0);
  expect(of({ containers: [{ readinessProbe: { httpGet, initialDelaySeconds: 600 } }] })).toBe(0);
});

it("is that of the most patient liveness probe of any container, with Kubernetes' defaults", () => {
  const eager = { containers: [{ livenessProbe: { httpGet, periodSeconds: 1, failureThreshold: 2 } }] };
  expect(of(eager)).toBe(4000);
  expect(of(eager, { containers: [{}, { livenessProbe: { httpGet } }] })).toBe(32_000);
  const slow = { livenessProbe: { httpGet, initialDelaySeconds: 60, timeoutSeconds: 5 } };
  expect(of(eager, { containers: [{}], initContainers: [slow] })).toBe(96_000);
});

it("ends after five minutes", () => {
  expect(of({ containers: [{ livenessProbe: { httpGet, initialDelaySeconds: 3600 } }] })).toBe(300_000);
});
