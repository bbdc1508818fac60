import { file, type HostileSubmissions, solution } from "#testing/hostile/submission.ts";

/** Names that are paths or code. */
export const names: HostileSubmissions = {
  "a path as name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "../../etc/passwd" })) },
  "CEL as name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: `"') || true || ('"` })) },
  "a template as name": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"{object.metadata.uid}"' })),
  },
  "a file above": { leadsTo: "fail, unexpected-file at 1:1", files: { "../deployment.yaml": solution() } },
  "a file from the root": { leadsTo: "fail, unexpected-file at 1:1", files: { "/etc/passwd.yaml": solution() } },
  "a file with a line break": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { "deployment.yaml\n✓ pass.yaml": solution() },
  },
  "a file of another name in the same letters": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { "deploуment.yaml": solution() },
  },

  "the same name in capitals": { leadsTo: "fail, unexpected-file at 1:1", files: { "DEPLOYMENT.YAML": solution() } },
  "the other ending": { leadsTo: "fail, unexpected-file at 1:1", files: { "deployment.yml": solution() } },
  "a space before the name": { leadsTo: "fail, unexpected-file at 1:1", files: { " deployment.yaml": solution() } },
  "a point after the name": { leadsTo: "fail, unexpected-file at 1:1", files: { "deployment.yaml.": solution() } },
  "a zero byte in the name": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { "deployment.yaml\0.txt": solution() },
  },
  "an empty name": { leadsTo: "fail, unexpected-file at 1:1", files: { "": solution() } },
  "a file in a folder": { leadsTo: "fail, unexpected-file at 1:1", files: { "folder/deployment.yaml": solution() } },
  "a file below a file": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { ...file(solution()), "deployment.yaml/deployment.yaml": solution() },
  },
  "a path of Windows": { leadsTo: "fail, unexpected-file at 1:1", files: { "..\\..\\deployment.yaml": solution() } },
  "a drive of Windows": { leadsTo: "fail, unexpected-file at 1:1", files: { "C:deployment.yaml": solution() } },
  "a path in percent signs": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { "%2e%2e%2fdeployment.yaml": solution() },
  },
  "an option as name": { leadsTo: "fail, unexpected-file at 1:1", files: { "--output=lab.yaml": solution() } },
  "a command as name": { leadsTo: "fail, unexpected-file at 1:1", files: { "$(id).yaml": solution() } },
  "the lab's own file": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { ...file(solution()), "lab.yaml": "version: 1" },
  },
  "an expectation of its own": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { ...file(solution()), "expected.yaml": "fails: []" },
  },
  "a workflow": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { ...file(solution()), ".github/workflows/grade.yml": "on: push" },
  },
  "Git's configuration": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { ...file(solution()), ".git/config": "[core]" },
  },
  "a prototype as name": { leadsTo: "fail, unexpected-file at 1:1", files: { ["__proto__"]: solution() } },
  "a name of 5,000 characters": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { [`${"d".repeat(5000)}.yaml`]: solution() },
  },
  "a name that runs from right to left": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { "\u202elmay.tnemyolped": solution() },
  },
  "a name with an escape": {
    leadsTo: "fail, unexpected-file at 1:1",
    files: { "\u001b[2Jdeployment.yaml": solution() },
  },
  "a name of 254 characters": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: "w".repeat(254) })),
  },
  "a name in capitals": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "Web" })) },
  "a name with an underscore": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "we_b" })) },
  "two points as name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: '".."' })) },
  "a name that an expression reads": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: "\"(env('HOME'))\"" })),
  },
  "an expression as replicas": {
    leadsTo: "fail, wrong-type at 8:13",
    files: file(solution({ replicas: '"(length(`[1,2,3]`))"' })),
  },
  "a template as image": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: '"{{ .Values.image }}"' })),
  },
  "a variable as image": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: '"$IMAGE"' })),
  },

  ...Object.fromEntries(
    ["constructor", "toString", "__proto__", "hasOwnProperty"].flatMap(
      (name): [string, HostileSubmissions[string]][] => [
        [
          `the program ${name}`,
          {
            leadsTo: "unsupported, not-simulated at 19:11",
            files: file(solution({ container: `command: ["${name}"]` })),
          },
        ],
        [
          `the program ${name} in a script`,
          {
            leadsTo: "unsupported, not-simulated at 19:11",
            files: file(solution({ container: `command: [sh, -c, "${name} || sleep 1"]` })),
          },
        ],
      ],
    ),
  ),
  "a selector of constructor": {
    leadsTo: "fail, selector-does-not-match-labels at 13:7",
    files: file(solution().replace("{ app: web }", "{ constructor: web }")),
  },
  "the kind constructor": {
    leadsTo: "fail, unknown-kind at 2:7",
    files: file(solution().replace("kind: Deployment", "kind: constructor")),
  },
  "a node that has the label constructor": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(
      solution({
        pod: "affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: constructor, operator: Exists }] }] } } }",
      }),
    ),
  },
};
