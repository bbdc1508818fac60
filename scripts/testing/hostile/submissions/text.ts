import { file, type HostileSubmissions, solution } from "#testing/hostile/submission.ts";

/** No text, or text that lies. */
export const text: HostileSubmissions = {
  "UTF-16": {
    leadsTo: "fail, fails three-pods-ready",
    files: { "deployment.yaml": new Uint8Array(Buffer.from(`\uFEFF${solution({ replicas: "0" })}`, "utf16le")) },
  },
  "Latin 1": {
    leadsTo: "fail, not-utf8 at 1:1",
    files: { "deployment.yaml": new Uint8Array(Buffer.from(`# größer\n${solution()}`, "latin1")) },
  },
  "a zero byte": { leadsTo: "fail, yaml-syntax at 8:17", files: file(solution({ replicas: "3 # \u0000" })) },
  "a terminal escape": { leadsTo: "fail, yaml-syntax at 4:9", files: file(solution({ name: "\u001b[2J\u001b[Hweb" })) },
  "a terminal escape in quotes": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"\\e]0;pwned\\aweb"' })),
  },
  "a terminal escape in a label": {
    leadsTo: "fail, invalid-value at 5:26",
    files: file(solution({ labels: '"\\e[31mred": "\\r\\nfake: pass"' })),
  },
  "a right-to-left override": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "nginx:\u202e92.1" })),
  },
  "an isolate in a name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "we\u2066b" })) },
  "a space without width": { leadsTo: "fail, odd-character at 4:12", files: file(solution({ name: "web\u200b" })) },
  "a Cyrillic kind": {
    leadsTo: "fail, unknown-kind at 2:7",
    files: file(solution().replace("kind: Deployment", "kind: D\u0435pl\u043eyment")),
  },
  "a report of its own": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"web\\n\\n✓ pass: 12 of 12 points"' })),
  },
  "a workflow command": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"::set-output name=score::100"' })),
  },

  "UTF-16, big end first": {
    leadsTo: "fail, fails three-pods-ready",
    files: {
      "deployment.yaml": new Uint8Array(Buffer.from(`\uFEFF${solution({ replicas: "0" })}`, "utf16le").swap16()),
    },
  },
  "half a character at the end": {
    leadsTo: "fail, not-utf8 at 1:1",
    files: { "deployment.yaml": new Uint8Array([...Buffer.from(solution()), 0xe2, 0x82]) },
  },
  "an overlong slash": {
    leadsTo: "fail, not-utf8 at 1:1",
    files: { "deployment.yaml": new Uint8Array([0x61, 0x3a, 0x20, 0xc0, 0xaf]) },
  },
  "a program": {
    leadsTo: "fail, yaml-syntax at 1:1",
    files: { "deployment.yaml": new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]) },
  },
  "an archive": {
    leadsTo: "fail, not-utf8 at 1:1",
    files: { "deployment.yaml": new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]) },
  },
  "half a surrogate in quotes": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"web\\ud800"' })),
  },
  "a zero byte in quotes": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: '"web\\0"' })) },
  "a backspace in quotes": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: '"webs\\b"' })) },
  "a carriage return that rewrites the line": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"x\\rweb"' })),
  },
  "a control character of the second block": {
    leadsTo: "fail, yaml-syntax at 4:10",
    files: file(solution({ name: '"\u009b2Jweb"' })),
  },
  "a delete character": { leadsTo: "fail, yaml-syntax at 4:12", files: file(solution({ name: "web\u007f" })) },
  "a bell in an annotation": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", metadata: 'annotations: { a: "\\a\\e[5m" }' })),
  },
  "a line separator in a name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "we\u2028b" })) },
  "a soft hyphen in a name": { leadsTo: "fail, odd-character at 4:11", files: file(solution({ name: "we\u00adb" })) },
  "an emoji as name": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "🚀" })) },
  "a name in full width": { leadsTo: "fail, invalid-value at 4:9", files: file(solution({ name: "ｗｅｂ" })) },
  "200 combining marks": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: `w${"\u0301".repeat(200)}eb` })),
  },
  "a Cyrillic field": {
    leadsTo: "fail, unknown-field at 8:3",
    files: file(solution().replace("replicas", "replic\u0430s")),
  },
  "a joiner without width in a field": {
    leadsTo: "fail, odd-character at 8:7",
    files: file(solution().replace("replicas", "repl\u200dicas")),
  },
  "a mark of byte order in the middle": {
    leadsTo: "fail, odd-character at 7:1",
    files: file(solution().replace("spec:", "\ufeffspec:")),
  },
  "a link that a terminal shows": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"\\e]8;;https://example.com\\aweb\\e]8;;\\a"' })),
  },
  "a workflow command in the middle of a line": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"x ##[error]web"' })),
  },
  "a workflow command after a line end": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"web\\n::error::pwned"' })),
  },
  "a workflow command that stops the others": {
    leadsTo: "fail, wrong-type at 8:13",
    files: file(solution({ replicas: '"::stop-commands::token"' })),
  },
  "Markdown as name": {
    leadsTo: "fail, invalid-value at 4:9",
    files: file(solution({ name: '"![x](https://example.com/x.png)"' })),
  },
  "a fence as value": {
    leadsTo: "fail, wrong-type at 8:13",
    files: file(solution({ replicas: '"```\\n# pass\\n```"' })),
  },
  "a mention as value": { leadsTo: "fail, wrong-type at 8:13", files: file(solution({ replicas: '"@everyone #1"' })) },
  "HTML as field": {
    leadsTo: "fail, unknown-field at 21:1",
    files: file(solution(), '"<img src=x onerror=alert(1)>": 1'),
  },
  "HTML as kind": {
    leadsTo: "fail, unknown-kind at 2:7",
    files: file(solution().replace("kind: Deployment", 'kind: "<script>alert(1)</script>"')),
  },
  "a table's border as value": {
    leadsTo: "fail, wrong-type at 8:13",
    files: file(solution({ replicas: '"| 3 | pass |"' })),
  },
};
