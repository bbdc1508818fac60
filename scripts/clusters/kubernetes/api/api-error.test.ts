import { expect, it } from "vitest";
import { RefusedError } from "#core/cluster.ts";
import { ApiError, apiError } from "./api-error.ts";

it.each([
  [422, { reason: "Invalid", message: 'Deployment.apps "web" is invalid: spec.replicas: Invalid value: -2' }],
  [403, { reason: "Forbidden", message: 'pods "web" is forbidden: exceeded quota: small' }],
  [404, { reason: "NotFound", message: 'namespaces "lab" not found' }],
  [409, { reason: "Conflict", message: "the object has been modified" }],
])("blames the object for HTTP %d %j", (code, status) => {
  const error = apiError(code, JSON.stringify(status));
  expect(error).toBeInstanceOf(RefusedError);
  expect(error).toMatchObject(status);
});

it("blames the object for what server-side apply finds wrong, although that is HTTP 500 without a reason", () => {
  const message =
    "failed to create typed patch object (lab/web; apps/v1, Kind=Deployment): .spec.replcas: field not declared in schema";
  const error = apiError(500, JSON.stringify({ message, code: 500 }));
  expect(error).toBeInstanceOf(RefusedError);
  expect(error).toMatchObject({ reason: "BadRequest", message });
});

it.each([
  [401, { reason: "Unauthorized", message: "Unauthorized" }],
  [403, { reason: "Forbidden", message: 'nodes is forbidden: User "kubernetes-admin" cannot list resource "nodes"' }],
  [410, { reason: "Expired", message: "too old resource version: 10 (20)" }],
  [429, { reason: "TooManyRequests", message: "Too many requests, please try again later." }],
  [500, { reason: "InternalError", message: "Internal error occurred: failed calling webhook" }],
])("does not blame the object for HTTP %d %j", (code, status) => {
  const error = apiError(code, JSON.stringify(status));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code, message: status.message });
});

it("quotes an answer that does not come from the API", () => {
  expect(apiError(502, "<html>Bad Gateway</html>").message).toBe(
    "The Kubernetes API answered with HTTP 502: <html>Bad Gateway</html>",
  );
});
