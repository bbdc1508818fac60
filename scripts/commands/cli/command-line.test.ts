import { mkdir, symlink, writeFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { commandRun, deployment, labFile } from "#commands/testing/command-run.ts";
import { validate } from "#core/generated/verdict-validator.js";
import type { Verdict } from "#core/generated/verdict.ts";

vi.setConfig({ testTimeout: 60_000 });

const { checkride, checkrideProcess, grade, path } = commandRun();

describe("a learner's mistake costs the points, with exit code 1", () => {
  it("an empty file", async () => {
    expect(await grade("")).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ empty-file  The file holds no manifest.
            work/web.yaml:1:1
            next      Write the manifest, or take the exercise's file again.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("what is not YAML", async () => {
    expect(await grade("apiVersion apps/v1\nkind Deployment\nmetadata: web\n")).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ yaml-syntax  This is not YAML: implicit keys need to be on a single line.
            work/web.yaml:1:1
            1 | apiVersion apps/v1
              | ^
            next      YAML needs a colon and a space between each key and its value.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("two documents where one is allowed", async () => {
    expect(await grade(`${deployment}---\n${deployment}`)).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ duplicate-object  The object apps/v1/Deployment web is there twice.
            work/web.yaml:20:9
            20 |   name: web
               |         ^
            next      Keep one of the two, or give the other a name of its own.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("a Service instead of a Deployment", async () => {
    const service = "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n";
    expect(await grade(service)).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ kind-not-allowed  This is a v1/Service, and the lab asks for apps/v1/Deployment.
            work/web.yaml:2:7
            2 | kind: Service
              |       ^
            next      Read the task again: which kind does it name?

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("a number in quotes", async () => {
    expect(await grade(deployment.replace("replicas: 1", 'replicas: "3"'))).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ wrong-type  \`spec.replicas\` must be an integer; here stands "3".
            work/web.yaml:6:13
            6 |   replicas: "3"
              |             ^
            next      Remove the quotes.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("a tab", async () => {
    expect(await grade(deployment.replace("  replicas", "\treplicas"))).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ tab-indentation  The line is indented with a tab; YAML allows only spaces.
            work/web.yaml:6:1
            6 |   replicas: 1
              | ^
            next      Replace the tab by spaces, two for each level.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("an unknown field", async () => {
    expect(await grade(deployment.replace("replicas", "replcas"))).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ unknown-field  \`spec.replcas\` is not a field of Kubernetes. Did you mean \`replicas\`?
            work/web.yaml:6:3
            6 |   replcas: 1
              |   ^
            next      Correct the name or the level of indentation.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("a key that is there twice", async () => {
    expect(await grade(deployment.replace("  replicas: 1", "  replicas: 1\n  replicas: 3"))).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ duplicate-key  The key \`replicas\` stands here a second time.
            work/web.yaml:7:3
            7 |   replicas: 3
              |   ^
            next      Keep one of the two.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("a megabyte of text", async () => {
    expect(await grade(`# ${"x".repeat(1_000_000)}\n${deployment}`)).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ file-too-large  The file has more than 65536 bytes.
            work/web.yaml:1:1
            next      A manifest is a few hundred bytes: remove what does not belong in it.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("ten thousand brackets", async () => {
    expect(await grade(`${deployment}# and:\nargs: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`))
      .toMatchInlineSnapshot(`
        "One Deployment  no cluster was needed

          ✗ too-deep  The document nests deeper than 50 levels.
              work/web.yaml:17:57
              next      No Kubernetes object is that deep: look for brackets or dashes that do not belong here.

          – blocked    Its Pod is Ready  0/2

        ✗ fail: 0 of 2 points
        Next: edit the files in work, then npm run grade -- one --labs labs --files work
        exit 1"
      `);
  });

  it("a YAML bomb", async () => {
    const laughs = Array.from({ length: 20 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
    expect(await grade(["l0: &l0 [lol]", ...laughs, deployment].join("\n"))).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ alias-bomb  Aliases (\`*name\`) repeat themselves without end or too often.
            work/web.yaml:16:11
            16 | l15: &l15 [*l14, *l14]
               |           ^
            next      Write the values out, without \`&\` and \`*\`.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("bytes that are no UTF-8", async () => {
    expect(await grade(new Uint8Array([...Buffer.from("kind: "), 0xff, 0xfe]))).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ not-utf8  The file is neither UTF-8 text nor UTF-16 text with a byte order mark.
            work/web.yaml:1:1
            1 | kind: ��
              | ^
            next      Save it as UTF-8 in your editor.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });

  it("a symbolic link", async () => {
    await mkdir(path("linked"));
    await symlink(process.execPath, path("linked/web.yaml"));
    expect(await checkride(["grade", "one", "--labs", "labs", "--files", "linked"])).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ not-a-plain-file  This is a symbolic link, a folder or the like, and those are not followed.
            linked/web.yaml:1:1
            next      Put the file itself there.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in linked, then npm run grade -- one --labs labs --files linked
      exit 1"
    `);
  });

  it("a misspelt file name", async () => {
    await mkdir(path("misspelt"));
    await writeFile(path("misspelt/wep.yaml"), deployment);
    expect(await checkride(["grade", "one", "--labs", "labs", "--files", "misspelt"])).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ unexpected-file  This file does not belong to the exercise. Did you mean \`web.yaml\`?
            misspelt/wep.yaml:1:1
            1 | apiVersion: apps/v1
              | ^
            next      Rename or remove it; the exercise has web.yaml.
        and 1 more after this one

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in misspelt, then npm run grade -- one --labs labs --files misspelt
      exit 1"
    `);
  });

  it("no file at all", async () => {
    await mkdir(path("nothing"));
    expect(await checkride(["grade", "one", "--labs", "labs", "--files", "nothing"])).toMatchInlineSnapshot(`
      "One Deployment  no cluster was needed

        ✗ missing-file  The file web.yaml is missing.
            nothing/web.yaml:1:1
            next      Add web.yaml and grade again.

        – blocked    Its Pod is Ready  0/2

      ✗ fail: 0 of 2 points
      Next: edit the files in nothing, then npm run grade -- one --labs labs --files nothing
      exit 1"
    `);
  });

  it("an image that there is not", async () => {
    const report = await grade(deployment.replace("1.29", "1.92"));
    // A third pull begins when the check's time ends, so the last look sees it or the pause before it.
    const pulling = report.replace('ImagePullBackOff: Back-off pulling image "nginx:1.92": ', "");
    expect(pulling).toMatchInlineSnapshot(`
      "Opening the cluster
      Applying the manifests
      Running the checks
      Checking: Its Pod is Ready
      Seen on Pod/web-…: ErrImagePull
      Seen on Pod/web-…: ImagePullBackOff
      One Deployment  preview on a simulated cluster, Kubernetes v1.37.2, times are simulated

        ✗ fail       Its Pod is Ready  0/2  30000 ms
            expected  Deployment/web status.readyReplicas 1
            found     nothing
            work/web.yaml:15:18
            15 |           image: nginx:1.92
               |                  ^
            observed  Pod/web-… ErrImagePull: rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:1.92": failed to resolve image: docker.io/library/nginx:1.92: not found
            hint      Which image does it run?

      ✗ fail: 0 of 2 points
      Next: edit the files in work, then npm run grade -- one --labs labs --files work
      exit 1"
    `);
  });
});

it("the right files pass, with exit code 0", async () => {
  expect((await checkrideProcess(["grade", "one", "--labs", "labs"])).replace(/\d+ ms/, "… ms")).toMatchInlineSnapshot(`
    "Opening the cluster
    Applying the manifests
    Running the checks
    Checking: Its Pod is Ready
    One Deployment  preview on a simulated cluster, Kubernetes v1.37.2, times are simulated

      ✓ pass       Its Pod is Ready  2/2  … ms

    ✓ pass: 2 of 2 points
    Next: npm run grade -- one --labs labs --cluster kind
    exit 0"
  `);
});

describe("the verdict as JSON", () => {
  it("goes to standard output alone, or to a file", async () => {
    const text = await grade(deployment.replace("replicas", "replcas"));
    expect(text).toContain("unknown-field");
    const args = ["grade", "one", "--labs", "labs", "--files", "work", "--format", "json"];
    const verdict = JSON.parse((await checkride(args)).replace(/exit 1$/, "")) as Verdict;
    expect(validate(verdict), JSON.stringify(validate.errors)).toBe(true);
    expect(verdict).toMatchObject({ status: "fail", points: 0, of: 2, cluster: null });
    expect(await checkride([...args, "--output", "verdict.json"])).toBe("exit 1");
    expect(await checkride([...args, "--output", "no/such/folder/verdict.json"])).toMatchInlineSnapshot(`
      "The report cannot be written to no/such/folder/verdict.json: no such file or directory.
      Next: name a file in a folder that is there and that you may write to.
      exit 64"
    `);
  });
});

describe("what is not the learner's doing is exit code 2", () => {
  it("a lab file with a misspelt key", async () => {
    await mkdir(path("broken/one"), { recursive: true });
    await writeFile(path("broken/one/lab.yaml"), labFile.replace("points:", "ponts:"));
    expect(await checkride(["grade", "one", "--labs", "broken"])).toMatchInlineSnapshot(`
      "The lab "one" cannot be graded: its files are wrong.
      broken/one/lab.yaml:13:5  unknown-key: This file has no key \`checks[0].ponts\`. Did you mean \`points\`? Correct it; the schemas in \`labs/\` say which keys there are.
      exit 2"
    `);
    expect(await checkride(["prove", "--labs", "broken"])).toMatchInlineSnapshot(`
      "The lab "one" cannot be graded: its files are wrong.
      broken/one/lab.yaml:13:5  unknown-key: This file has no key \`checks[0].ponts\`. Did you mean \`points\`? Correct it; the schemas in \`labs/\` say which keys there are.
      exit 2"
    `);
  });

  it("a lab folder without its parts", async () => {
    await mkdir(path("empty/one"), { recursive: true });
    expect(await checkride(["grade", "one", "--labs", "empty"])).toMatchInlineSnapshot(`
      "The lab "one" cannot be graded: its files are wrong.
      empty/one/lab.yaml:1:1  missing-file: The file lab.yaml is missing. Add lab.yaml and grade again.
      exit 2"
    `);
    expect(await checkride(["prove", "--labs", "labs"])).toMatchInlineSnapshot(`
      "labs/one/solution is missing: it must hold the files that the lab asks for.
      exit 2"
    `);
  });

  it("no kind and no Docker", async () => {
    const none = { PATH: path("labs") };
    expect(await checkride(["grade", "one", "--labs", "labs", "--cluster", "kind"], none)).toMatchInlineSnapshot(`
      "Opening the cluster
      One Deployment  no cluster

        ! error  kind is not installed: no program of that name is on PATH. Next: install it as https://kind.sigs.k8s.io/docs/user/quick-start/#installation says, or grade on the simulated cluster.

        ! error      Its Pod is Ready  0/2

      ! error: no verdict was reached
      Next: this is not about your files; mend the cause above, then npm run grade -- one --labs labs --cluster kind
      exit 2"
    `);
  });
});

describe("wrong usage is exit code 64", () => {
  it("a lab that there is not", async () => {
    expect(await checkride(["grade", "oen", "--labs", "labs"])).toMatchInlineSnapshot(`
      "There is no lab "oen". Did you mean "one"?
      Labs: one
      exit 64"
    `);
    expect(await checkride(["grade", "../labs/one", "--labs", "labs"])).toMatchInlineSnapshot(`
      "There is no lab "../labs/one". Did you mean "one"?
      Labs: one
      exit 64"
    `);
    expect(await checkride(["prove", "two", "--labs", "labs"])).toMatchInlineSnapshot(`
      "There is no lab "two".
      Labs: one
      exit 64"
    `);
  });

  it("what a cluster does not have", async () => {
    const args = ["one", "--labs", "labs"];
    expect(await checkride(["grade", ...args, "--fresh"])).toMatchInlineSnapshot(`
      "--fresh is about a kind cluster, and none is used here. Next: add --cluster kind, or leave --fresh out.
      exit 64"
    `);
    expect(await checkride(["grade", ...args, "--kubernetes", "v1.36"])).toMatchInlineSnapshot(`
      "--kubernetes is about a kind cluster, and none is used here. Next: add --cluster kind, or leave --kubernetes out.
      exit 64"
    `);
    expect(await checkride(["grade", ...args, "--cluster", "kind", "--kubernetes", "v1.35"])).toMatchInlineSnapshot(`
      "error: option '--kubernetes <version>' argument 'v1.35' is invalid. Allowed choices are v1.37, v1.36.
      Next: add --help to see what there is.
      exit 64"
    `);
    expect(await checkride(["prove", ...args, "--cluster", "current", "--yes", "--no-keep"])).toMatchInlineSnapshot(`
      "--no-keep is about a kind cluster, and none is used here. Next: add --cluster kind, or leave --no-keep out.
      exit 64"
    `);
  });

  it("a folder that there is not", async () => {
    expect(await checkride(["grade", "one", "--labs", "labs", "--files", "nowhere"])).toMatchInlineSnapshot(`
      "There is no folder nowhere to grade.
      Next: name the folder in which your web.yaml stands.
      exit 64"
    `);
    expect(await checkride(["grade", "one", "--labs", "nowhere"])).toMatchInlineSnapshot(`
      "There is no folder nowhere with labs. Next: run this in the folder of a checkout, or name the labs' folder with --labs.
      exit 64"
    `);
    expect(await checkride(["prove", "--labs", "labs/one/exercise"])).toMatchInlineSnapshot(`
      "There are no labs in labs/one/exercise: a lab is a folder with a lab.yaml.
      exit 64"
    `);
  });

  it("the current cluster without a word of consent", async () => {
    const cluster = { name: "prod", cluster: { server: "https://127.0.0.1:1" } };
    const context = { name: "prod", context: { cluster: "prod", user: "me" } };
    const config = { clusters: [cluster], contexts: [context], users: [{ name: "me" }], "current-context": "prod" };
    await writeFile(path("kubeconfig"), JSON.stringify({ apiVersion: "v1", kind: "Config", ...config }));
    const env = { KUBECONFIG: path("kubeconfig") };
    const labs = ["--labs", "labs", "--cluster", "current"];
    expect(await checkride(["grade", "one", ...labs], env)).toMatchInlineSnapshot(`
      "Grade in a new namespace of the cluster "prod"? Say so with --yes.
      exit 64"
    `);
    expect(await checkride(["prove", "one", ...labs], env)).toMatchInlineSnapshot(`
      "Grade in a new namespace of the cluster "prod"? Say so with --yes.
      exit 64"
    `);
  });

  it("options and arguments that there are not", async () => {
    expect(await checkride(["grade", "one", "--cluster", "minikube"])).toMatchInlineSnapshot(`
      "error: option '--cluster <name>' argument 'minikube' is invalid. Allowed choices are simulated, kind, current.
      Next: add --help to see what there is.
      exit 64"
    `);
    expect(await checkride(["grade", "one", "--watch", "--hint"])).toMatchInlineSnapshot(`
      "error: option '--watch' cannot be used with option '--hint'
      Next: add --help to see what there is.
      exit 64"
    `);
    expect(await checkride(["grade", "one", "--format", "xml"])).toMatchInlineSnapshot(`
      "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are terminal, json, markdown, junit, ctrf, classroom50, sarif.
      Next: add --help to see what there is.
      exit 64"
    `);
    expect(await checkrideProcess(["grad", "one"])).toMatchInlineSnapshot(`
      "error: unknown command 'grad'
      (Did you mean grade?)
      Next: add --help to see what there is.
      exit 64"
    `);
  });
});

it("--help explains, with exit code 0", async () => {
  expect(await checkrideProcess(["--help"])).toMatchInlineSnapshot(`
    "Usage: checkride [options] [command]

    Kubernetes labs that grade themselves

    Options:
      -h, --help                        display help for command

    Commands:
      grade [options] [labs...]         grade labs
      prove [options] [labs...]         for authors: the exercise does not pass, the
                                        solution passes, each mistake fails as
                                        named, and a changed solution is noticed
      new                               for authors: make something new
      export [options] <folder>         for teachers: write a lab repository that
                                        learners can fork, with labs, grader and
                                        workflows
      gradebook [options] <repository>  for teachers: the scores of a class, from
                                        the check runs on its pull requests
      verify <record>                   for teachers: say whether the files here are
                                        those that a report is about, by their
                                        digests
      doctor                            say what is installed, which version, and
                                        what each missing part would add
      help [command]                    display help for command
    exit 0"
  `);
  expect(await checkride(["grade", "--help"])).toMatchInlineSnapshot(`
    "Usage: checkride grade [options] [labs...]

    grade labs

    Arguments:
      labs                    labs to grade, by their folders; without it, those
                              whose exercise was changed

    Options:
      --cluster <name>        where to grade (choices: "simulated", "kind",
                              "current", default: "simulated")
      --labs <folder>         where the labs are, if not in this repository
      --kubernetes <version>  of the kind cluster; v1.37 without it (choices:
                              "v1.37", "v1.36")
      --fresh                 make the kind cluster anew
      --no-keep               delete the kind cluster at the end, which else stays
                              for the next time
      --yes                   use the current context without asking
      --files <folder>        grade these files instead of the exercise
      --check <id>            only this check and those it needs
      --hint                  show one more hint for the first check that fails
      --watch                 grade again on each save, until Ctrl-C
      --format <format>       how to report (choices: "terminal", "json",
                              "markdown", "junit", "ctrf", "classroom50", "sarif",
                              default: "terminal")
      --output <file>         write the report to a file
      -h, --help              display help for command

    Examples:
      npm run grade -- self-healing
      npm run grade -- self-healing --watch
      npm run grade -- self-healing route-traffic --cluster kind
      npm run grade -- --format junit --output results.xml

    Exit codes: 0 pass, 1 fail, 2 no verdict (cluster, lab file, our bug), 64 wrong usage
    exit 0"
  `);
  expect(await checkride(["prove", "--help"])).toMatchInlineSnapshot(`
    "Usage: checkride prove [options] [labs...]

    for authors: the exercise does not pass, the solution passes, each mistake fails
    as named, and a changed solution is noticed

    Arguments:
      labs                    labs to prove; all without it

    Options:
      --cluster <name>        where to grade (choices: "simulated", "kind",
                              "current", default: "simulated")
      --labs <folder>         where the labs are, if not in this repository
      --kubernetes <version>  of the kind cluster; v1.37 without it (choices:
                              "v1.37", "v1.36")
      --fresh                 make the kind cluster anew
      --no-keep               delete the kind cluster at the end, which else stays
                              for the next time
      --yes                   use the current context without asking
      --mutants               change the solution on a real cluster too, which takes
                              long
      --output <file>         write the table as JSON, or named labs' part of it
      --compare <file>        say where another cluster's table differs
      -h, --help              display help for command

    Examples:
      npm run checkride -- prove self-healing
      npm run checkride -- prove --output simulated.json
      npm run checkride -- prove --cluster kind --compare simulated.json
    exit 0"
  `);
  expect(await checkride(["new", "lab", "--help"])).toMatchInlineSnapshot(`
    "Usage: checkride new lab [options] <name>

    make a lab folder that proves itself as made

    Arguments:
      name             the lab's folder and its address: small letters, digits and
                       hyphens

    Options:
      --labs <folder>  where the labs are, if not in this repository
      -h, --help       display help for command

    Example:
      npm run checkride -- new lab scale-up
    exit 0"
  `);
  expect(await checkride(["doctor", "--help"])).toMatchInlineSnapshot(`
    "Usage: checkride doctor [options]

    say what is installed, which version, and what each missing part would add

    Options:
      -h, --help  display help for command

    Example:
      npm run checkride -- doctor
    exit 0"
  `);
});
