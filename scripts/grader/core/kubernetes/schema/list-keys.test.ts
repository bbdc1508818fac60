import { expect, test } from "vitest";
import { listKeys } from "./list-keys.ts";

test.each([
  ["apps/v1/Deployment", ["spec", "template", "spec", "containers"], ["name"]],
  ["apps/v1/Deployment", ["spec", "template", "spec", "containers", 0, "ports"], ["containerPort", "protocol"]],
  ["apps/v1/Deployment", ["status", "conditions"], ["type"]],
  ["v1/Service", ["spec", "ports"], ["port", "protocol"]],
  ["v1/Node", ["status", "addresses"], ["type"]],
  ["v1/Pod", ["spec", "containers", 0, "command"], undefined],
  ["v1/Pod", ["status", "containerStatuses"], undefined],
  ["v1/Pod", ["spec", "nodeSelector"], undefined],
  ["v1/Pod", ["spec", "constructor"], undefined],
  ["v1/Unknown", ["spec"], undefined],
])("%s %j → %j", (kind, path, keys) => {
  expect(listKeys(kind, path)).toEqual(keys);
});
