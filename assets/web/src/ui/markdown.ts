/** Inline Markdown in (code, bold, italics); nodes out. Whatever else stands in the text is shown as it is written. */

import { h } from "./dom.ts";

const MARKS = /(`+) ?(.+?) ?\1(?!`)|\*\*(.+?)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*/s;

/** The text as nodes. */
export function inline(text: string): Node[] {
  const nodes: Node[] = [];
  let rest = text;
  for (let found = MARKS.exec(rest); found; found = MARKS.exec(rest)) {
    if (found.index > 0) nodes.push(document.createTextNode(rest.slice(0, found.index)));
    nodes.push(marked(found));
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest) nodes.push(document.createTextNode(rest));
  return nodes;
}

function marked([, , code, bold, italics]: RegExpExecArray): HTMLElement {
  if (code !== undefined) return h("code", {}, code);
  if (bold !== undefined) return h("strong", {}, ...inline(bold));
  return h("em", {}, ...inline(italics ?? ""));
}

/** The text without its marks, for places that take no elements. */
export const plain = (text: string): string => inline(text).map((node) => node.textContent ?? "").join("");
