import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { indentOnInput } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension, type Text, type TransactionSpec } from "@codemirror/state";
import { EditorView, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import type { TextFile } from "#site/workbench/grading/messages.ts";
import type { Mark } from "./marks.ts";
import { editorTheme } from "./theme.ts";
import { yaml } from "./yaml-language.ts";

export interface Editor {
  /** All files as they stand now. */
  files(): TextFile[];
  show(name: string): void;
  /** Puts another text in place of a file's; the editor's own undo takes it back. */
  replace(name: string, text: string): void;
  /** Underlines these places, and no others. */
  mark(marks: readonly Mark[]): void;
  /** Shows the place, with the cursor in it. */
  goTo(location: Mark["location"]): void;
  focus(): void;
}

export interface EditorOptions {
  /** The editor becomes the last child of it. */
  parent: HTMLElement;
  /** At least one; the first is shown. */
  files: readonly TextFile[];
  /** The id of the element that says which keys do what. */
  describedBy: string;
  changed: (file: TextFile) => void;
  grade: () => void;
}

/** One editor for all files; each keeps its own history, selection and marks while another is shown. */
export function createEditor({ parent, files, describedBy, changed, grade }: EditorOptions): Editor {
  const states = new Map(files.map(({ name, text }) => [name, createState(name, text)]));
  let shown = files[0]?.name ?? "";
  const view = new EditorView({ parent, state: keptState(shown) });

  function createState(name: string, text: string): EditorState {
    const keys = keymap.of([
      { key: "Mod-Enter", run: () => (grade(), true) },
      ...defaultKeymap,
      ...historyKeymap,
      ...lintKeymap,
    ]);
    const listener = EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) changed({ name, text: state.doc.toString() });
    });
    // With a place in the order of the keyboard it is also where long lines are scrolled from.
    const attributes = { "aria-label": `${name}, editor`, "aria-describedby": describedBy, tabindex: "0" };
    return EditorState.create({
      doc: text,
      extensions: [keys, listener, EditorView.contentAttributes.of(attributes), ...common],
    });
  }

  function keptState(name: string): EditorState {
    const state = states.get(name);
    if (!state) throw new Error(`The editor has no file ${name}.`);
    return state;
  }

  function stateOf(name: string): EditorState {
    return name === shown ? view.state : keptState(name);
  }

  /** A file that is not shown changes in the background, and its listener is told by hand. */
  function update(name: string, spec: TransactionSpec): void {
    if (name === shown) return view.dispatch(spec);
    const transaction = stateOf(name).update(spec);
    states.set(name, transaction.state);
    if (transaction.docChanged) changed({ name, text: transaction.state.doc.toString() });
  }

  function show(name: string): void {
    if (name === shown) return;
    const state = keptState(name);
    states.set(shown, view.state);
    shown = name;
    view.setState(state);
  }

  return {
    files: () => files.map(({ name }) => ({ name, text: stateOf(name).doc.toString() })),
    show,
    replace: (name, text) => update(name, { changes: { from: 0, to: stateOf(name).doc.length, insert: text } }),
    mark: (marks) => {
      for (const { name } of files) {
        const state = stateOf(name);
        const diagnostics = marks
          .filter(({ location }) => location.file === name)
          .map((mark) => diagnostic(state, mark));
        update(name, setDiagnostics(state, diagnostics));
      }
    },
    goTo: (location) => {
      if (states.has(location.file)) show(location.file);
      view.focus();
      view.dispatch({
        selection: { anchor: positionOf(view.state.doc, location) },
        effects: EditorView.scrollIntoView(positionOf(view.state.doc, location), { y: "center" }),
      });
    },
    focus: () => view.focus(),
  };
}

const common: Extension[] = [
  lintGutter(),
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  history(),
  indentOnInput(),
  yaml(),
  editorTheme,
];

/** From the place to the end of its line, without a comment or space behind. */
function diagnostic({ doc }: EditorState, { location, message }: Mark): Diagnostic {
  const from = positionOf(doc, location);
  const rest = doc.lineAt(from).text.slice(from - doc.lineAt(from).from);
  return { from, to: from + rest.replace(/\s+#.*$|\s+$/, "").length, severity: "error", message };
}

/** The nearest position that the text still has: it may have changed since. */
function positionOf(doc: Text, { line, column }: Mark["location"]): number {
  const { from, to } = doc.line(Math.min(line, doc.lines));
  return Math.min(from + column - 1, to);
}
