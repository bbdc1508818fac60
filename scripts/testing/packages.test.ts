import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Locked {
  link?: boolean;
  integrity?: string;
  resolved?: string;
}

async function read<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, "utf8")) as T;
}

/** The packages that npm installs without knowing their digest, or from an address that the lock file names. */
function unsafePackages(packages: Record<string, Locked>): string[] {
  return Object.entries(packages).flatMap(([path, { link, integrity, resolved }]) => {
    if (path === "" || link) return [];
    return [
      ...(integrity === undefined ? [`${path}: no integrity`] : []),
      ...(resolved === undefined ? [] : [`${path}: resolved ${resolved}`]),
    ];
  });
}

/** The dependencies that any later major version would satisfy. */
function looseRanges({ dependencies, devDependencies, optionalDependencies }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).flatMap(([name, range]) =>
    /^\^?\d+\.\d+\.\d+(-[\w.]+)?$/.test(range) ? [] : [`${name}: ${range}`],
  );
}

it("the lock file has the digest of every package, and no address", async () => {
  const { packages } = await read<{ packages: Record<string, Locked> }>("package-lock.json");
  // npm leaves the digest out for platforms other than its own where it locks what is already in node_modules. It adds the digest when
  // the entry is deleted and `npm install --package-lock-only` runs.
  expect(unsafePackages(packages)).toEqual([]);
  expect(Object.keys(packages).length).toBeGreaterThan(1000);
});

it("a package without a digest, and one with an address, are found", () => {
  const packages = {
    "": {},
    "node_modules/good": { integrity: "sha512-a" },
    "node_modules/linked": { link: true },
    "node_modules/bare": {},
    "node_modules/elsewhere": { integrity: "sha512-b", resolved: "https://example.org/elsewhere-1.0.0.tgz" },
  };
  expect(unsafePackages(packages)).toMatchInlineSnapshot(`
    [
      "node_modules/bare: no integrity",
      "node_modules/elsewhere: resolved https://example.org/elsewhere-1.0.0.tgz",
    ]
  `);
});

it("every dependency names its major version", async () => {
  expect(looseRanges(await read("package.json"))).toEqual([]);
});

it("a dependency of any version is found", () => {
  const dependencies = { any: "*", tagged: "latest", from: ">=1.0.0", exact: "1.2.3", beta: "^1.0.0-beta.0" };
  expect(looseRanges({ dependencies })).toMatchInlineSnapshot(`
    [
      "any: *",
      "tagged: latest",
      "from: >=1.0.0",
    ]
  `);
});
