import { file, type HostileSubmissions, solution } from "#testing/hostile/submission.ts";

/** YAML that does things. */
export const yaml: HostileSubmissions = {
  "a JavaScript tag": {
    leadsTo: "fail, wrong-type at 8:27",
    files: file(solution({ replicas: "!!js/function 'function () { return 3 }'" })),
  },
  "a Python tag": {
    leadsTo: "fail, wrong-type at 8:3",
    files: file(solution({ replicas: '!!python/object/apply:os.system ["id"]' })),
  },
  "a binary tag": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0", image: "!!binary bmdpbng6MS4yOQ==" })),
  },
  "a tag of its own": {
    leadsTo: "unsupported, not-simulated at 18:11",
    files: file(solution({ image: "!env IMAGE" })),
  },
  "a merge key": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "0" }).replace("spec:\n", "spec:\n  <<: {replicas: 3}\n")),
  },
  "a YAML 1.1 directive": { leadsTo: "fail, unsupported-yaml at 1:1", files: file(`%YAML 1.1\n---\n${solution()}`) },

  "a list as key": { leadsTo: "fail, unsupported-yaml at 21:3", files: file(solution(), "? [a, b]\n: c") },
  "a map as key": { leadsTo: "fail, unsupported-yaml at 21:3", files: file(solution(), "? {a: b}\n: c") },
  "nothing as key": { leadsTo: "fail, unsupported-yaml at 21:3", files: file(solution(), "? \n: c") },
  "a number as key": { leadsTo: "fail, unknown-field at 21:1", files: file(solution(), "3: c") },
  "true as key": { leadsTo: "fail, unknown-field at 21:1", files: file(solution(), "true: c") },
  "an alias as key": {
    leadsTo: "fail, unsupported-yaml at 22:1",
    files: file(`x: &x replicas`, solution({ replicas: "0" }), "*x : 3"),
  },
  "an anchor that is defined again": {
    leadsTo: "fail, unknown-field at 1:1",
    files: file("x: &x 1", "y: &x 3", solution({ replicas: "*x" })),
  },
  "an alias to nothing": { leadsTo: "fail, yaml-syntax at 8:13", files: file(solution({ replicas: "*three" })) },
  "an alias into another document": {
    leadsTo: "fail, yaml-syntax at 10:13",
    files: file("x: &x 3", "---", solution({ replicas: "*x" })),
  },
  "merge keys in a list": {
    leadsTo: "fail, unknown-field at 1:1",
    files: file("x: &x { replicas: 3 }", solution().replace("spec:\n", "spec:\n  <<: [*x, *x]\n")),
  },
  "a key twice, once in quotes": {
    leadsTo: "fail, duplicate-key at 9:3",
    files: file(solution().replace("spec:\n", 'spec:\n  "replicas": 3\n')),
  },
  "a key twice, once escaped": {
    leadsTo: "fail, duplicate-key at 9:3",
    files: file(solution().replace("spec:\n", 'spec:\n  "replic\\u0061s": 3\n')),
  },
  "a set": { leadsTo: "fail, wrong-type at 8:3", files: file(solution({ replicas: "!!set { a, b }" })) },
  "an ordered map": { leadsTo: "fail, wrong-type at 8:3", files: file(solution({ replicas: "!!omap [a: 1]" })) },
  "a timestamp": {
    leadsTo: "fail, wrong-type at 8:25",
    files: file(solution({ replicas: "!!timestamp 2026-11-22" })),
  },
  "text as whole number by a tag": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: '!!int "0"' })),
  },
  "a number as text by a tag": {
    leadsTo: "fail, wrong-type at 8:19",
    files: file(solution({ replicas: "!!str 3" })),
  },
  "a Ruby object": {
    leadsTo: "fail, wrong-type at 8:3",
    files: file(solution({ replicas: "!ruby/object:Gem::Installer {}" })),
  },
  "a tag by its whole address": {
    leadsTo: "fail, wrong-type at 8:56",
    files: file(solution({ replicas: "!<tag:yaml.org,2002:python/name:os.system> 3" })),
  },
  "a directive of its own": { leadsTo: "fail, yaml-syntax at 1:1", files: file("%FOO bar", "---", solution()) },
  "text after the end of the document": {
    leadsTo: "fail, missing-field at 22:1",
    files: file(solution(), "...", "replicas: 3"),
  },
  "an octal number of replicas": {
    leadsTo: "fail, fails three-pods-ready",
    files: file(solution({ replicas: "010" })),
  },
  "minutes and seconds of replicas": {
    leadsTo: "fail, wrong-type at 8:13",
    files: file(solution({ replicas: "0:3" })),
  },
  "Norway as label": { leadsTo: "fail, wrong-type at 5:22", files: file(solution({ labels: "country: NO" })) },
  "an octal mode as label": { leadsTo: "fail, wrong-type at 5:19", files: file(solution({ labels: "mode: 0644" })) },
  "underscores in a number": { leadsTo: "fail, fails three-pods-ready", files: file(solution({ replicas: "1_0" })) },
  "a list where a map should be": {
    leadsTo: "fail, wrong-type at 7:1",
    files: file(solution().replace("spec:\n", "spec: []\nx:\n")),
  },
  "nothing where a map should be": {
    leadsTo: "fail, missing-field at 7:1",
    files: file(solution().replace("spec:\n", "spec: ~\nx:\n")),
  },
  "JSON with a comma too many": {
    leadsTo: "fail, yaml-syntax at 1:48",
    files: file('{"apiVersion": "apps/v1", "kind": "Deployment",, }'),
  },
  "an unclosed quote": { leadsTo: "fail, yaml-syntax at 20:1", files: file(solution({ name: '"web' })) },
  "an unclosed bracket": { leadsTo: "fail, yaml-syntax at 5:19", files: file(solution({ labels: "a: [b" })) },
  "an unknown escape": { leadsTo: "fail, yaml-syntax at 4:10", files: file(solution({ name: '"\\qweb"' })) },
  "indentation that steps back halfway": { leadsTo: "fail, yaml-syntax at 3:1", files: file("a:\n    b: 1\n  c: 2") },
  "only comments": { leadsTo: "fail, empty-file at 1:1", files: file("# nothing\n# here") },
  "only separators": { leadsTo: "fail, empty-file at 1:1", files: file("---\n---\n---") },
  "a scalar": { leadsTo: "fail, not-a-map at 1:1", files: file("replicas") },
  "a list": { leadsTo: "fail, not-a-map at 1:1", files: file("- apiVersion: apps/v1\n  kind: Deployment") },
};
