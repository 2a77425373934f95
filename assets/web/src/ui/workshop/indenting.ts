/** What is typed into YAML in; the spaces that belong to it out: a tabulator is two spaces, a new line starts where one goes on. */

import { indentMore } from "@codemirror/commands";
import { EditorSelection, type StateCommand } from "@codemirror/state";

const STEP = 2;

/** Spaces up to the next step; whole lines if several are selected. */
export const typedTab: StateCommand = ({ state, dispatch }) => {
  if (state.selection.ranges.some(({ empty }) => !empty)) return indentMore({ state, dispatch });
  const change = state.changeByRange(({ head }) => {
    const column = head - state.doc.lineAt(head).from;
    const insert = " ".repeat(STEP - (column % STEP));
    return { changes: { from: head, insert }, range: EditorSelection.cursor(head + insert.length) };
  });
  dispatch(state.update(change, { userEvent: "input", scrollIntoView: true }));
  return true;
};

/** Below a key without a value one level deeper, below the first key of a list's item beside it, else as the line before. */
export const newLine: StateCommand = ({ state, dispatch }) => {
  const change = state.changeByRange(({ from, to }) => {
    const line = state.doc.lineAt(from);
    const insert = `\n${" ".repeat(indentAfter(line.text.slice(0, from - line.from)))}`;
    return { changes: { from, to, insert }, range: EditorSelection.cursor(from + insert.length) };
  });
  dispatch(state.update(change, { userEvent: "input", scrollIntoView: true }));
  return true;
};

/** How far the line after this one starts. */
export function indentAfter(text: string): number {
  const [, spaces = "", dashes = "", rest = ""] = /^( *)((?:- +)*)(.*)$/.exec(text) ?? [];
  const opens = /[:|>][-+]?\s*$/.test(rest) && !rest.startsWith("#");
  return spaces.length + dashes.length + (opens ? STEP : 0);
}
