import { crc32, deflateRawSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { GRADES_ARTIFACT } from "#action/artifact.ts";
import { type SampleClass, sampleClass, zipOf } from "#action/testing/sample-class.ts";

let sample: SampleClass;
beforeEach(async () => {
  sample = await sampleClass();
});
afterEach(async () => {
  await sample.close();
  expect(sample.github.problems).toEqual([]);
});

/** The title of the report, and what it lists. */
async function outcome(): Promise<string> {
  await sample.report();
  const { checkRuns, comments } = sample.github.state;
  const body = comments[0]?.body ?? "";
  const details = body.split("\n").filter((line) => line.startsWith("- "));
  return [`${checkRuns[0]?.conclusion}: ${checkRuns[0]?.output.title}`, ...details].join("\n");
}

const grades = () => Buffer.from(JSON.stringify({ version: 1, verdicts: [sample.verdict()] }));

it("says that there is no verdict where nothing was uploaded", async () => {
  expect(await outcome()).toMatchInlineSnapshot(`"action_required: Not graded: the grade gave no verdict"`);
});

it("says that a run was cancelled", async () => {
  sample.run.conclusion = "cancelled";
  expect(await outcome()).toMatchInlineSnapshot(`"action_required: Not graded: the grade did not finish"`);
});

it("takes the newest artifact of that name", async () => {
  await sample.upload("an older one");
  await sample.upload();
  expect(await outcome()).toBe(
    'failure: 7 of 10 points: 1 check failed\n- expected `Pod/web metadata.labels.app "web"`\n- found `"wep"`\n- observed `Pod/web Started: Started container web`',
  );
});

it("takes none of an earlier attempt, of another name, or that has expired", async () => {
  const { state } = sample.github;
  await sample.upload();
  state.artifacts[0]!.created = "2026-11-22T09:59:59Z";
  await sample.upload();
  state.artifacts[1]!.expired = true;
  await sample.upload();
  state.artifacts[2]!.name = "Checkride-Grades";
  await sample.upload();
  state.artifacts[3]!.run = 499;
  expect(await outcome()).toBe("action_required: Not graded: the grade gave no verdict");
});

it("finds the artifact among hundreds", async () => {
  await sample.upload();
  const [own] = sample.github.state.artifacts;
  for (let index = 0; index < 250; index += 1)
    sample.github.state.artifacts.push({ ...own!, id: 2000 + index, name: `${GRADES_ARTIFACT}-${index}` });
  expect(await outcome()).toMatch(/^failure: 7 of 10/);
});

it("does not begin to download what GitHub says is too large", async () => {
  await sample.upload();
  sample.github.state.artifacts[0]!.size = 262_145;
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: the verdict cannot be read
    - \`the archive is too large\`"
  `);
  expect(sample.github.requests.filter((request) => request.endsWith("/zip"))).toEqual([]);
});

it("stops downloading 10 MB that GitHub calls small", async () => {
  sample.uploadZip(Buffer.alloc(10_000_000, "PK"));
  sample.github.state.artifacts[0]!.size = 1000;
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: the verdict cannot be read
    - \`the archive is too large\`"
  `);
});

it("stops unpacking a zip bomb that says that it is small", async () => {
  sample.uploadZip(zipEntry("grades.json", Buffer.alloc(100_000_000), { says: 1000 }));
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: the verdict cannot be read
    - \`the archive is no sound zip\`"
  `);
});

it("stops unpacking a zip bomb that says how large it is", async () => {
  sample.uploadZip(zipEntry("grades.json", Buffer.alloc(50_000_000)));
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: the verdict cannot be read
    - \`the file in the archive is too large\`"
  `);
});

it.each([
  "../grades.json",
  "/grades.json",
  "a/grades.json",
  "..\\grades.json",
  "grades.json/",
  "GRADES.JSON",
  "grades.json\0",
  "verdict.json",
])("takes no file named %j", async (name) => {
  sample.uploadZip(zipEntry(name, grades()));
  expect(await outcome()).toMatch(/^action_required: Not graded: the verdict cannot be read\n- `the archive /);
});

it("takes no second file beside it, whatever it is called", async () => {
  sample.uploadZip(await zipOf({ "grades.json": grades(), "more.json": grades() }));
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: the verdict cannot be read
    - \`the archive holds something else than one file grades.json\`"
  `);
});

it("takes no two files of that name", async () => {
  const [first, second] = [zipEntry("grades.json", grades()), zipEntry("grades.json", grades())];
  sample.uploadZip(joinZips(first, second));
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: the verdict cannot be read
    - \`the archive holds something else than one file grades.json\`"
  `);
});

it.each([
  ["an empty file", Buffer.alloc(0)],
  ["JSON in place of a zip", Buffer.from(JSON.stringify({ version: 1, verdicts: [] }))],
  ["a zip without files", Buffer.from(`PK\x05\x06${"\0".repeat(18)}`, "latin1")],
  ["a page of HTML", Buffer.from("<html></html>")],
])("takes no %s", async (_, zip) => {
  sample.uploadZip(zip);
  expect(await outcome()).toMatch(/^action_required: Not graded: the verdict cannot be read\n- `the archive /);
});

it.each([
  ["text", "not JSON"],
  ["NaN", '{"version":1,"verdicts":[NaN]}'],
  ["no verdicts", '{"version":1,"verdicts":[]}'],
  ["another version", '{"version":2,"verdicts":[{}]}'],
  ["a pull request's number", '{"version":1,"verdicts":[{}],"pull":8}'],
  ["a list", "[]"],
  ["null", "null"],
  ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
  ["UTF-16", Buffer.from('{"version":1}', "utf16le")],
  ["a hundred thousand levels", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
])("takes no %s", async (_, content) => {
  sample.uploadZip(zipEntry("grades.json", Buffer.from(content)));
  expect(await outcome()).toMatch(/^action_required: Not graded: the verdict cannot be read\n- `the file /);
});

it("takes no verdict on one lab for another, none twice, and leaves out what was not handed in", async () => {
  const { lab, verdict } = sample;
  const other = { ...verdict(), lab: { ...verdict().lab, id: "other" } };
  await sample.upload({ version: 1, verdicts: [other] });
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: a lab has no verdict
    - \`web\`"
  `);

  await sample.close();
  sample = await sampleClass();
  await sample.upload({ version: 1, verdicts: [verdict(), verdict()] });
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: the verdict contradicts its lab
    - \`web: more than one verdict\`"
  `);

  await sample.close();
  sample = await sampleClass();
  await sample.upload({ version: 1, verdicts: [verdict(), other] });
  expect(await outcome()).toMatch(/^failure: 7 of 10/);
  expect(lab.id).toBe("web");
});

it("takes no verdict of another grader than the main branch has, nor of one that does not say which it is", async () => {
  const { grader, ...unsigned } = sample.verdict();
  for (const verdict of [{ ...unsigned, grader: { digest: `sha256:${"0".repeat(64)}` } }, unsigned]) {
    await sample.close();
    sample = await sampleClass();
    await sample.upload({ version: 1, verdicts: [verdict] });
    expect(await outcome()).toMatchInlineSnapshot(`"action_required: Not graded: the grader has changed"`);
  }
  expect(grader).toBeDefined();
});

it("takes no verdict on a lab as it was, nor on other files than the commit has", async () => {
  const { verdict } = sample;
  await sample.upload({
    version: 1,
    verdicts: [{ ...verdict(), lab: { ...verdict().lab, digest: `sha256:${"0".repeat(64)}` } }],
  });
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: the lab has changed
    - \`web\`"
  `);

  await sample.close();
  sample = await sampleClass();
  sample.push({ "labs/web/exercise/web.yaml": "kind: Pod\n" });
  await sample.upload();
  expect(await outcome()).toMatchInlineSnapshot(`
    "action_required: Not graded: other files were graded
    - \`web\`"
  `);
});

/** A zip of one file, by hand: what it says of itself can be wrong. */
function zipEntry(name: string, bytes: Uint8Array, { says = bytes.length } = {}): Buffer {
  const [file, packed] = [Buffer.from(name), deflateRawSync(bytes)];
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(8, 4);
  header.writeUInt32LE(crc32(bytes), 10);
  header.writeUInt32LE(packed.length, 14);
  header.writeUInt32LE(says, 18);
  header.writeUInt16LE(file.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), header, file, packed]);
  const central = Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), header, Buffer.alloc(14), file]);
  return Buffer.concat([local, central, endOf(1, central.length, local.length)]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** One directory over the files of two zips of one file each. */
function joinZips(...zips: Buffer[]): Buffer {
  const parts = zips.map((zip) => {
    const offset = zip.readUInt32LE(zip.length - 6);
    return { local: zip.subarray(0, offset), central: Buffer.from(zip.subarray(offset, -22)) };
  });
  let at = 0;
  for (const { local, central } of parts) {
    central.writeUInt32LE(at, 42);
    at += local.length;
  }
  const central = Buffer.concat(parts.map((part) => part.central));
  return Buffer.concat([...parts.map((part) => part.local), central, endOf(parts.length, central.length, at)]);
}
