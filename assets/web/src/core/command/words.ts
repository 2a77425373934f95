/** A line of the shell in; its simple commands with their words, quotes and escapes undone, out. */

/** A word as the shell would hand it over; marks tell what the shell itself would still have changed. */
export type Word = string;

export interface Redirect {
  readonly sign: string;
  readonly target: Word;
}

export interface SimpleCommand {
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** What joins it to the command before: `|`, `&&`, `;`…; empty for the first. */
  readonly joint: string;
}

export type Unreadable = { readonly trouble: "quote" | "bracket" | "empty" | "joint" };

/** Stand for `$`, backquote and the signs of a pattern where the shell would act on them: `'$x'` is not `$x`. */
export const MARKS = { expand: "\uE000", backquote: "\uE001", star: "\uE002", any: "\uE003" } as const;
const SHOWN: Readonly<Record<string, string>> = { "\uE000": "$", "\uE001": "`", "\uE002": "*", "\uE003": "?" };
const MARKED: Readonly<Record<string, string>> = {
  $: MARKS.expand,
  "`": MARKS.backquote,
  "*": MARKS.star,
  "?": MARKS.any,
};

/** The word as one would write it. */
export const shown = (word: Word): string => word.replace(/[\uE000-\uE003]/g, (mark) => SHOWN[mark] ?? mark);

/** The word where no pattern is looked for among files: `*` is `*`, quoted or not. */
export const withoutPatterns = (word: Word): Word => word.replace(/[\uE002\uE003]/g, (mark) => SHOWN[mark] ?? mark);

interface Token {
  readonly kind: "word" | "joint" | "redirect";
  readonly text: string;
}

const JOINT = /^(?:\|\||\|&|&&|[|;&\n])/;
const REDIRECT = /^(?:[0-9]*(?:>>|>&|>|<<<|<)|&>>?)/;

/** What the line runs, in order, or why it cannot be read. A joint at the very end changes nothing. */
export function readLine(line: string): readonly SimpleCommand[] | Unreadable {
  const tokens = tokenize(line.replace(/\uE000|\uE001|\uE002|\uE003/g, ""));
  if ("trouble" in tokens) return tokens;
  while (tokens.at(-1)?.kind === "joint" && tokens.at(-1)?.text !== "|" && tokens.at(-1)?.text !== "&&") tokens.pop();
  return tokens.length === 0 ? { trouble: "empty" } : commandsOf(tokens);
}

function commandsOf(tokens: readonly Token[]): readonly SimpleCommand[] | Unreadable {
  const found: SimpleCommand[] = [];
  let words: Word[] = [];
  let redirects: Redirect[] = [];
  let joint = "";
  for (let index = 0; index <= tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || token.kind === "joint") {
      if (words.length === 0 && redirects.length === 0) return { trouble: "joint" };
      found.push({ words, redirects, joint });
      [words, redirects, joint] = [[], [], token?.text ?? ""];
    } else if (token.kind === "redirect") {
      const target = tokens[++index];
      if (target?.kind !== "word") return { trouble: "joint" };
      redirects.push({ sign: token.text.replace(/^1(?=>)/, ""), target: target.text });
    } else {
      words.push(token.text);
    }
  }
  return found;
}

function tokenize(line: string): Token[] | Unreadable {
  const tokens: Token[] = [];
  let rest = line;
  for (;;) {
    rest = rest.replace(/^(?:[ \t\r]|\\\n)+/, "");
    if (rest === "" || rest.startsWith("#")) return tokens;
    const sign = (REDIRECT.exec(rest) ?? JOINT.exec(rest))?.[0];
    if (sign !== undefined) {
      tokens.push({ kind: /[<>]/.test(sign) ? "redirect" : "joint", text: sign === "\n" ? ";" : sign });
      rest = rest.slice(sign.length);
    } else if (/^[()]/.test(rest)) {
      return { trouble: "bracket" };
    } else {
      const word = readWord(rest);
      if (typeof word === "string") return { trouble: word as "quote" | "bracket" };
      tokens.push({ kind: "word", text: word.text });
      rest = rest.slice(word.length);
    }
  }
}

/** The word at the start of the text and how much of the text it takes. */
function readWord(text: string): { text: Word; length: number } | "quote" | "bracket" {
  let word = "";
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? "";
    if (/[ \t\r\n|;&<>]/.test(sign)) break;
    if (/[()]/.test(sign)) return "bracket";
    const piece = sign === "'" ? single(text, at) : sign === '"' ? double(text, at) : bare(text, at);
    if (piece === null) return "quote";
    word += piece.text;
    at = piece.end;
  }
  return { text: word, length: at };
}

type Piece = { readonly text: string; readonly end: number };

function single(text: string, start: number): Piece | null {
  const end = text.indexOf("'", start + 1);
  return end < 0 ? null : { text: text.slice(start + 1, end), end: end + 1 };
}

function double(text: string, start: number): Piece | null {
  let found = "";
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (sign === '"') return { text: found, end: at + 1 };
    if (sign === "\\" && /["\\$`]/.test(text[at + 1] ?? "")) found += text[++at];
    else if (sign === "\\" && text[at + 1] === "\n") at++;
    else if (sign === "`" || (sign === "$" && /[\w({?#!@*$]/.test(text[at + 1] ?? ""))) found += MARKED[sign];
    else found += sign;
  }
  return null;
}

function bare(text: string, at: number): Piece {
  const sign = text[at] ?? "";
  if (sign === "\\") return { text: text[at + 1] === "\n" ? "" : (text[at + 1] ?? ""), end: at + 2 };
  if (sign === "$" && text[at + 1] === "(") return substitution(text, at);
  if (sign === "$") {
    const acts = /[\w{?#!@*$]/.test(text[at + 1] ?? "");
    const name = acts && /[?#!@*$]/.test(text[at + 1] ?? "") ? (text[at + 1] ?? "") : "";
    return { text: (acts ? MARKS.expand : "$") + name, end: at + 1 + name.length };
  }
  return { text: MARKED[sign] ?? sign, end: at + 1 };
}

/** `$( … )` stays as it is written. */
function substitution(text: string, at: number): Piece {
  let depth = 0;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === "(") depth++;
    if (text[end] === ")" && --depth === 0) return { text: MARKS.expand + text.slice(at + 1, end + 1), end: end + 1 };
  }
  return { text: text.slice(at), end: text.length };
}
