/** A text and its findings in; an editor for YAML out, in Spanish, in the colours of the site, by keyboard alone. */

import { autocompletion, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore, redo, undo } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { yaml } from "@codemirror/lang-yaml";
import { type Diagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import type { Finding, Schemas } from "../../core/manifest/index.ts";
import { h } from "../dom.ts";
import { completeFields } from "./completing.ts";
import { newLine, typedTab } from "./indenting.ts";
import { colours, frame } from "./looks.ts";
import { PHRASES, sentence, SEVERITIES } from "./words.ts";

export interface EditorOptions {
  readonly text: string;
  /** Its name for assistive technology, and the id of what explains its keys. */
  readonly label: string;
  readonly describedBy: string;
  /** Shown while there is nothing. */
  readonly empty: string;
  /** By which fields are suggested; null while they are not known. */
  schemas(): Schemas | null;
  /** Called after each change of the text. */
  changed(): void;
}

/** What a text can be told to do from outside. */
export type Action = "undo" | "redo" | "indent" | "outdent" | "suggest";

export interface Editor {
  readonly element: HTMLElement;
  text(): string;
  /** Puts another text in its place; it can be undone. */
  replace(text: string): void;
  /** Underlines findings and marks their lines. */
  mark(findings: readonly Finding[]): void;
  /** The cursor goes there, and the focus too. */
  goTo(line: number, column: number): void;
  run(action: Action): void;
  focus(): void;
}

const ACTIONS: Readonly<Record<Action, (view: EditorView) => boolean>> = { undo, redo, indent: indentMore, outdent: indentLess, suggest: startCompletion };

/** An editor of its own, not yet in the page. */
export function editor(options: EditorOptions): Editor {
  const view = new EditorView({ state: EditorState.create({ doc: options.text, extensions: extensions(options) }) });
  return {
    element: view.dom,
    text: () => view.state.doc.toString(),
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 }, userEvent: "input.replace" }),
    mark: (findings) => view.dispatch(setDiagnostics(view.state, findings.map((one) => diagnostic(view.state, one)))),
    goTo: (line, column) => {
      const at = place(view.state, line, column);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
    run: (action) => {
      view.focus();
      ACTIONS[action](view);
    },
    focus: () => view.focus(),
  };
}

function extensions({ label, describedBy, empty, schemas, changed }: EditorOptions): Extension[] {
  return [
    lineNumbers(),
    lintGutter(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    highlightSpecialChars({ render: specialCharacter }),
    history(),
    drawSelection(),
    indentUnit.of("  "),
    EditorState.tabSize.of(4),
    indentOnInput(),
    bracketMatching(),
    yaml(),
    syntaxHighlighting(colours),
    frame,
    placeholder(empty),
    // Only when asked for: in the exam nobody suggests anything, but one may look it up.
    autocompletion({ activateOnTyping: false, icons: false, defaultKeymap: false, interactionDelay: 0, filterStrict: true, override: [completeFields(schemas)] }),
    EditorState.phrases.of(PHRASES),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed();
    }),
    keymap.of([
      ...completionKeymap,
      { key: "Enter", run: newLine },
      { key: "Tab", run: typedTab, shift: indentLess },
      { key: "F8", run: nextDiagnostic, shift: previousDiagnostic },
      ...historyKeymap,
      ...defaultKeymap,
    ]),
  ];
}

/** An offset for a line and a column that count from 1; the nearest one there is. */
function place(state: EditorState, line: number, column: number): number {
  const found = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  return Math.min(found.from + Math.max(column, 1) - 1, found.to);
}

function diagnostic(state: EditorState, { line, column, endColumn, severity, message, hint }: Finding): Diagnostic {
  const from = place(state, line, column);
  const to = Math.max(place(state, line, endColumn), from);
  return { from, to, severity, message: [SEVERITIES[severity], message, hint].filter(Boolean).map((part) => sentence(part.replaceAll("`", ""))).join(" ") };
}

/** What cannot be seen, named by its number. */
function specialCharacter(code: number, _description: string | null, sign: string): HTMLElement {
  const name = `Carácter invisible U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return h("span", { class: "cm-specialChar", title: name, "aria-label": name }, sign);
}
