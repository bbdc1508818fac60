/** For tests: what somebody might write to have it read as something else than text. */
export const ATTACKS: readonly string[] = [
  "@octocat and @org/team",
  "#1 org/repo#2 GH-3 gh-4",
  "https://evil.example www.evil.example ftp://x.example mailto:a@b.example a.b@c.example",
  "<script>alert(1)</script> <!-- hidden --> <img src=x onerror=y> <details>",
  "![image](https://evil.example/x.png) [link](javascript:alert(1)) [ref]: x",
  "&lt;b&gt; &#64;octocat &commat;octocat",
  "| cell | cell |\n| --- | --- |",
  "``` code ``` ~~~~ ````` `@octocat` ` ``#7`` `",
  "# heading\n## heading\n- [ ] item\n> quote\n---\n===\n1. one",
  "**bold** __bold__ ~~gone~~ :tada: $x^2$ [^1]",
  "\u202eevil\u2066 \u0000\u001b[31m \u200b",
  "::error::command ##[error]command",
  "\\@octocat \\`@octocat\\` \\<b>",
];
