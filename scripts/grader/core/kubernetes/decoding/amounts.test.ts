import { expect, test } from "vitest";
import { withCanonicalAmounts } from "./amounts.ts";

/** How an amount of CPU, and the size of a volume, are given back. */
function canonical(amount: string | number): string {
  const { spec } = withCanonicalAmounts({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web" },
    spec: {
      containers: [{ name: "web", image: "nginx", resources: { requests: { cpu: amount } } }],
      volumes: [{ name: "data", emptyDir: { sizeLimit: amount } }],
    },
  });
  const { containers, volumes } = spec as {
    containers: { resources: { requests: { cpu: string } } }[];
    volumes: { emptyDir: { sizeLimit: string } }[];
  };
  return `${containers[0]?.resources.requests.cpu} ${volumes[0]?.emptyDir.sizeLimit}`;
}

test("an amount has the largest unit that leaves it whole", () => {
  const same = (amounts: (string | number)[], expected: string) =>
    expect(amounts.filter((amount) => canonical(amount) !== `${expected} ${expected}`)).toEqual([]);
  same(["50m", "0.050", "0.05", 0.05, ".05", "50000u", "0.00005k"], "50m");
  same([1, "1", "1.0", "1000m", 1.0], "1");
  same(["1Gi", "1024Mi", "1048576Ki", "1.0Gi"], "1Gi");
  same(["1536Mi", "1.5Gi"], "1536Mi");
  same(["67108864", 67_108_864, "67108864000m"], "67108864");
  same(["1k", 1000, "1000"], "1k");
  same(["512", "0.5Ki"], "512");
  same(["0", "0m", 0, "0Mi", "-0"], "0");
});

test("what is too small is rounded up, resources to thousandths", () => {
  expect(canonical("0.0005")).toBe("1m 500u");
  expect(canonical("0.0000000001")).toBe("1m 1n");
  expect(canonical("1.0000001Ki")).toBe("1024001m 1024000102400n");
  expect(canonical("100E")).toBe("100E 100E");
});

test("an amount with an exponent stays as it is", () => {
  expect(canonical("1e3")).toBe("1e3 1e3");
  expect(canonical("5E-1")).toBe("5E-1 5E-1");
});

test("what is no amount, or of an unknown kind, stays as it is", () => {
  const config = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web" }, data: { cpu: "0.050" } };
  expect(withCanonicalAmounts(config)).toEqual(config);
  const unknown = { apiVersion: "example.com/v1", kind: "Pod", metadata: { name: "web" }, spec: { cpu: "0.050" } };
  expect(withCanonicalAmounts(unknown)).toEqual(unknown);
});
