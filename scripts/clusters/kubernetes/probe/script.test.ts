import { expect, it } from "vitest";
import { probeCommand, readProbe } from "./script.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

it("gives the URL as an argument and never as a part of the script", () => {
  const [shell, flag, script, ...rest] = probeCommand("http://web.lab/$(id)", 3, 1_500);
  expect([shell, flag]).toEqual(["sh", "-c"]);
  expect(script).not.toContain("id)");
  const agent = expect.stringMatching(/^checkride\/[0-9a-f-]{36}$/);
  expect(rest).toEqual(["probe", "http://web.lab/$(id)", "3", "1.5", agent]);
  expect(probeCommand("http://web.lab/", 3, 1_500)[7]).not.toBe(rest[4]);
});

it("reads one answer a request, in order", () => {
  const stdout = `${base64("first\n")}\n\n${base64("grüße")}\n`;
  const stderr = [
    "*   Trying 10.96.0.7:80...",
    "< HTTP/1.1 200 OK",
    "@ 0 200 ",
    "* connect to 10.96.0.7 port 80 from 10.244.1.3 port 58566 failed: Connection refused",
    "* Failed to connect to 10.96.0.7 port 80 after 1 ms: Could not connect to server",
    "@ 7 000 Failed to connect to 10.96.0.7 port 80 after 1 ms: Could not connect to server",
    "@ 0 404 ",
    "",
  ].join("\n");
  expect(readProbe(3, { stdout, stderr })).toEqual([
    { status: 200, body: "first\n" },
    { error: "connection refused" },
    { status: 404, body: "grüße" },
  ]);
});

it.each([
  ["@ 6 000 Could not resolve host: web.lab", "name not found"],
  ["@ 7 000 Failed to connect", "connection failed"],
  ["@ 28 000 Connection timed out after 1001 milliseconds", "timed out"],
  ["@ 28 000 Resolving timed out after 1000 milliseconds", "name look-up timed out"],
  ["@ 52 000 Empty reply from server", "connection closed without an answer"],
  ["@ 56 000 Recv failure: Connection reset by peer", "connection reset"],
  ["@ 8 000 Weird server reply", "Weird server reply"],
  ["@ 99 000 ", "curl ended with exit code 99"],
])("puts %j into words", (line, error) => {
  expect(readProbe(1, { stdout: "\n", stderr: `${line}\n` })).toEqual([{ error }]);
});

it("takes a body that was cut for an answer", () => {
  const output = { stdout: `${base64("xxx")}\n`, stderr: "@ 23 200 Failure writing output to destination\n" };
  expect(readProbe(1, output)).toEqual([{ status: 200, body: "xxx" }]);
});

it("does not believe a header that looks like an account", () => {
  const stderr = "< HTTP/1.1 500 Internal Server Error\n< @ 0 200 \n@ 0 500 \n";
  expect(readProbe(1, { stdout: "\n", stderr })).toEqual([{ status: 500, body: "" }]);
});

it("is an error of ours when an answer is missing", () => {
  expect(() => readProbe(2, { stdout: "\n", stderr: "@ 0 200 \nsh: out of memory" })).toThrow(
    new Error("The probe Pod answered 1 of 2 requests. It wrote: @ 0 200 \nsh: out of memory"),
  );
});
