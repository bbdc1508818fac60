import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { check, everyVerdict, run, verdict } from "#reporters/testing/sample-run.ts";
import { junitReport } from "./junit.ts";

const schema = readFileSync(new URL("junit.xsd", import.meta.url), "utf8");

async function schemaErrors(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}

it("gives each lab a suite and each check a case", async () => {
  const xml = junitReport(run(...everyVerdict));
  expect(await schemaErrors(xml)).toEqual([]);
  expect(xml.replaceAll("><", ">\n<")).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="checkride" tests="9" failures="4" errors="1" time="2.000">
    <testsuite name="one" tests="3" failures="1" errors="0" skipped="1" time="3.000" timestamp="2026-11-22T03:00:00">
    <properties>
    <property name="points" value="2/6">
    </property>
    <property name="cluster" value="simulated v1.36.3">
    </property>
    <property name="points.there" value="2/2">
    </property>
    <property name="points.ready" value="0/2">
    </property>
    <property name="points.serves" value="0/2">
    </property>
    </properties>
    <testcase name="The check there" classname="one" time="1.500">
    </testcase>
    <testcase name="The check ready" classname="one" time="1.500">
    <failure type="ready" message="found 1 of 3 are ready, expected Deployment/web status.readyReplicas 3, found 1, expected Deployment/web spec.template {&#x22;spec&#x22;:{&#x22;a&#x22;:&#x22;xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…, found nothing, expected Pod with app=web, found nothing, held true for 4.3 s at most">found     1 of 3 are ready
    expected  Deployment/web status.readyReplicas 3
    found     1
    expected  Deployment/web spec.template {"spec":{"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
    found     nothing
    expected  Pod with app=web
    found     nothing
    held      true for 4.3 s at most
    labs/one/exercise/web.yaml:6:13
    6 |   replicas: 1
      |             ^
    observed  Pod/web-1 ErrImagePull: no such image nginx:1.92
    observed  Pod/web-1 Failed
    observed  Pod/web-1 BackOff: again
    hint      Look at \`spec.replicas\`.</failure>
    </testcase>
    <testcase name="The check serves" classname="one" time="0.000">
    <skipped>blocked: needs ready</skipped>
    </testcase>
    </testsuite>
    <testsuite name="two" tests="4" failures="3" errors="0" skipped="1" time="0.000" timestamp="2026-11-22T03:00:00">
    <properties>
    <property name="points" value="0/2">
    </property>
    <property name="cluster" value="none">
    </property>
    <property name="points.ready" value="0/2">
    </property>
    </properties>
    <testcase name="\`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?" classname="two" time="0.000">
    <failure type="unknown-field" message="\`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?">labs/one/exercise/web.yaml:6:3
    6 |   replicas: 1
      |   ^
    next      Correct the name or the level of indentation.</failure>
    </testcase>
    <testcase name="\`spec.selector\` is missing, and it is required." classname="two" time="0.000">
    <failure type="missing-field" message="\`spec.selector\` is missing, and it is required.">labs/one/exercise/web.yaml:6:3
    6 |   replicas: 1
      |   ^
    next      Add it.</failure>
    </testcase>
    <testcase name="The file holds no manifest." classname="two" time="0.000">
    <failure type="empty-file" message="The file holds no manifest.">labs/one/exercise/other.yaml:1:1
    next      Write the manifest, or take the exercise's file again.</failure>
    </testcase>
    <testcase name="The check ready" classname="two" time="0.000">
    <skipped>blocked: \`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?</skipped>
    </testcase>
    </testsuite>
    <testsuite name="three" tests="1" failures="0" errors="1" skipped="0" time="0.000" timestamp="2026-11-22T03:00:00">
    <properties>
    <property name="points" value="0/2">
    </property>
    <property name="cluster" value="none">
    </property>
    <property name="points.reached" value="0/2">
    </property>
    </properties>
    <testcase name="The check reached" classname="three" time="0.000">
    <error type="reached" message="Docker does not answer. Start Docker and try again.">
    </error>
    </testcase>
    </testsuite>
    <testsuite name="four" tests="1" failures="0" errors="0" skipped="1" time="1.500" timestamp="2026-11-22T03:00:00">
    <properties>
    <property name="points" value="0/2">
    </property>
    <property name="cluster" value="simulated v1.36.3">
    </property>
    <property name="points.stopped" value="0/2">
    </property>
    </properties>
    <testcase name="The check stopped" classname="four" time="1.500">
    <skipped>unsupported: cause a node of this cluster cannot be stopped</skipped>
    </testcase>
    </testsuite>
    </testsuites>
    "
  `);
});

it("is XML, whatever a cluster said", async () => {
  const message = 'a\u0000b\u001b[31m]]> <b attr="x">&amp; \ud800 \ufffe </failure>';
  const hostile = verdict("fail", [check("ready", "fail", { message, title: message })]);
  const xml = junitReport(run(hostile));
  expect(await schemaErrors(xml)).toEqual([]);
  expect(xml.replaceAll("><", ">\n<").split("\n").slice(8)).toMatchInlineSnapshot(`
    [
      "<property name="points.ready" value="0/2">",
      "</property>",
      "</properties>",
      "<testcase name="a�b�[31m]] > &#x3C;b attr=&#x22;x&#x22;>&#x26;amp; � � &#x3C;/failure>" classname="one" time="1.500">",
      "<failure type="ready" message="found a�b�[31m]] > &#x3C;b attr=&#x22;x&#x22;>&#x26;amp; � � &#x3C;/failure>">found     a�b�[31m]] > &#x3C;b attr="x">&#x26;amp; � � &#x3C;/failure>",
      "</failure>",
      "</testcase>",
      "</testsuite>",
      "</testsuites>",
      "",
    ]
  `);
});

it("is refused by the schema where it is not what the schema says", async () => {
  const xml = junitReport(run(everyVerdict[0]!)).replaceAll("testcase", "test");
  expect(await schemaErrors(xml)).not.toEqual([]);
});
