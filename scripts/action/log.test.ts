import { expect, it } from "vitest";
import { neutral } from "./log.ts";
import { runnerCommands } from "./testing/runner/commands.ts";

it("the runner's reading of commands is what its source says", () => {
  expect(runnerCommands("::error title=A%2Cb,file=x.yaml,line=3::one%0Atwo")).toEqual([
    { name: "error", properties: { title: "A,b", file: "x.yaml", line: "3" }, message: "one\ntwo" },
  ]);
  expect(runnerCommands("\t ::set-output name=a::b\nx ::warning::no\nx ##[group]y\n##[add-path]/bin")).toEqual([
    { name: "set-output", properties: { name: "a" }, message: "b" },
    { name: "group", properties: {}, message: "y" },
    { name: "add-path", properties: {}, message: "/bin" },
  ]);
});

it.each([
  "::set-output name=points::12",
  "  ::add-mask::a",
  "\t::error file=x::y",
  ":::error::y",
  "text ##[set-env name=PATH]/evil",
  "##[##[command]x",
  "###[error]",
  "first\n::stop-commands::token",
  "first\r::stop-commands::token",
  "first\u2028::error::x",
  "\u202e::error::x",
])("%j from a learner is no command", (text) => {
  expect(runnerCommands(neutral(text))).toEqual([]);
  expect(neutral(text).replaceAll("\u200b", "")).not.toMatch(/[\n\r\u202e]/);
});
