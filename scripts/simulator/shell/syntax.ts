/** A word of a script: text and variables, which are filled in when it runs, and split there unless they are quoted. */
export type Word = (string | Variable)[];

interface Variable {
  variable: string;
  quoted: boolean;
}

/** A simple command, such as `touch /tmp/ready > /dev/null`. */
export interface SimpleCommand {
  kind: "simple";
  words: Word[];
  /** Where its output goes instead of the container's. */
  redirect?: { to: Word; append: boolean };
}

/** `while CONDITION; do BODY; done` and `until …`. */
export interface Loop {
  kind: "loop";
  until: boolean;
  condition: Script;
  body: Script;
}

export type Command = SimpleCommand | Loop;

/** Commands in their order, each with what decides whether it runs: the outcome of the one before. */
export type Script = { after: ";" | "&&" | "||"; command: Command }[];

type Token = { operator: string } | { word: Word };

/** Reads a script for a POSIX shell; undefined where it holds something that is not simulated. */
export function parseScript(text: string): Script | undefined {
  const tokens = tokenize(text);
  if (!tokens) return undefined;
  const script = parseList(tokens, []);
  return script && tokens.length === 0 ? script : undefined;
}

/** Reads commands until the end or one of the closing words, which stays in `tokens`. */
function parseList(tokens: Token[], closing: string[]): Script | undefined {
  const script: Script = [];
  let after: Script[number]["after"] = ";";
  while (tokens.length > 0 && !closing.includes(plain(tokens[0]!))) {
    const command = parseCommand(tokens);
    if (!command) return undefined;
    script.push({ after, command });
    const next = tokens[0];
    if (next === undefined || !("operator" in next)) break;
    after = next.operator as typeof after;
    tokens.shift();
  }
  return after === ";" || tokens.length > 0 || script.length > 0 ? script : undefined;
}

function parseCommand(tokens: Token[]): Command | undefined {
  const keyword = plain(tokens[0]!);
  if (keyword === "while" || keyword === "until") return parseLoop(tokens, keyword === "until");
  if (reserved.has(keyword)) return undefined;
  const words: Word[] = [];
  let redirect: SimpleCommand["redirect"];
  for (;;) {
    const [token, following] = tokens;
    if (token && "word" in token) {
      words.push(token.word);
      tokens.shift();
    } else if (token?.operator.startsWith(">") && following && "word" in following) {
      redirect = { to: following.word, append: token.operator === ">>" };
      tokens.splice(0, 2);
    } else break;
  }
  return words.length === 0 ? undefined : { kind: "simple", words, ...(redirect ? { redirect } : {}) };
}

function parseLoop(tokens: Token[], until: boolean): Loop | undefined {
  tokens.shift();
  const condition = parseList(tokens, ["do"]);
  if (!condition || !take(tokens, "do")) return undefined;
  const body = parseList(tokens, ["done"]);
  if (!body || body.length === 0 || !take(tokens, "done")) return undefined;
  return { kind: "loop", until, condition, body };
}

function take(tokens: Token[], word: string): boolean {
  return tokens.length > 0 && plain(tokens.shift()!) === word;
}

const reserved = new Set(["if", "then", "for", "case", "do", "done", "{", "!", "function"]);

/** The text of a token that is one unquoted piece of text; empty for any other. */
function plain(token: Token): string {
  return "word" in token && token.word.length === 1 && typeof token.word[0] === "string" ? token.word[0] : "";
}

const patterns = {
  space: /(?:[ \t]|\\\n)+/y,
  // What is written to standard error is shown to nobody who could tell where it went.
  complaints: /2>(?:&1|>?[ \t]*\/dev\/null)(?=[\s;&|]|$)/y,
  operator: /&&|\|\||>>|>|;|\n/y,
  single: /'([^']*)'/y,
  double: /"((?:[^"\\`$]|\\[$"\\]|\$\w+|\$\{\w+\})*)"/y,
  variable: /\$(\w+)|\$\{(\w+)\}/y,
  text: /[^\s'"\\$`;&|<>()#*?[\]{}!~]+|[[\]{}!](?=\s|$)/y,
};

function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let word: Word | undefined;
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found ?? undefined;
  };
  const add = (...pieces: Word): void => {
    if (!word) tokens.push({ word: (word = []) });
    word.push(...pieces);
  };
  while (at < text.length) {
    let found: RegExpExecArray | undefined;
    if (match(patterns.space)) word = undefined;
    else if (!word && match(patterns.complaints)) continue;
    else if ((found = match(patterns.operator))) {
      word = undefined;
      tokens.push({ operator: found[0] === "\n" ? ";" : found[0] });
    } else if ((found = match(patterns.single))) add(found[1] ?? "");
    else if ((found = match(patterns.double))) add(...doubleQuoted(found[1] ?? ""));
    else if ((found = match(patterns.variable))) add({ variable: found[1] ?? found[2] ?? "", quoted: false });
    else if ((found = match(patterns.text))) add(found[0]);
    else return undefined;
  }
  return withoutEmptyCommands(tokens);
}

function doubleQuoted(text: string): Word {
  const pieces = text.split(/(\$\w+|\$\{\w+\})/).filter((piece, index) => index % 2 === 1 || piece !== "");
  if (pieces.length === 0) return [""];
  return pieces.map((piece) => {
    const [, bare, braced] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(piece) ?? [];
    const variable = bare ?? braced;
    return variable === undefined ? piece.replaceAll(/\\([$"\\])/g, "$1") : { variable, quoted: true };
  });
}

/** Line ends at the beginning, at the end, and after `do`, `&&` and other line ends, say nothing. */
function withoutEmptyCommands(tokens: Token[]): Token[] {
  return tokens.filter((token, index) => {
    if (!("operator" in token) || token.operator !== ";") return true;
    const before = tokens[index - 1];
    if (!before || index === tokens.length - 1) return false;
    return "operator" in before ? false : plain(before) !== "do";
  });
}
