/** A text and the words that were found in it in; HTML with a passage of it, those words marked, out. */

import { parts, plain, WORD } from "./tokens.ts";

const LENGTH = 180;

/** The whole text, marked. */
export function marked(text: string, words: readonly string[]): string {
  const wanted = new Set(words);
  let html = "";
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    if (![...parts(plain(match[0]))].some((part) => wanted.has(part))) continue;
    html += `${escaped(text.slice(end, match.index))}<mark>${escaped(match[0])}</mark>`;
    end = match.index + match[0].length;
  }
  return html + escaped(text.slice(end));
}

/** The passage around the first of the words, cut between words, marked. */
export function excerpt(text: string, words: readonly string[]): string {
  const wanted = new Set(words);
  const first = [...text.matchAll(WORD)].find((match) => [...parts(plain(match[0]))].some((part) => wanted.has(part)));
  const start = text.lastIndexOf(" ", Math.max(0, (first?.index ?? 0) - LENGTH / 3)) + 1;
  const stop = start + LENGTH >= text.length ? text.length : text.lastIndexOf(" ", start + LENGTH);
  const passage = text.slice(start, stop > start ? stop : start + LENGTH);
  return `${start > 0 ? "… " : ""}${marked(passage, words)}${stop < text.length ? " …" : ""}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
