/** The text of a manifest in; its documents, cut where a line starts with `---` as kubectl does, out. */

/** One document: its text with its `---`, the same by lines, and the line of the whole where it starts (from 0). */
export interface DocumentText {
  readonly text: string;
  readonly lines: readonly string[];
  readonly line: number;
}

/** All of them in order. A fault in one leaves the others whole. */
export function documents(whole: string): readonly DocumentText[] {
  const found: DocumentText[] = [];
  let line = 0;
  for (const text of whole.split(/^(?=---(?:\s|$))/m)) {
    const lines = text.split("\n");
    found.push({ text, lines, line });
    line += lines.length - 1;
  }
  return found;
}
