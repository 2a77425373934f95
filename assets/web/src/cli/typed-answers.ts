/** A prepared question in; its lines for a terminal out. What somebody typed in; the answer that it is, or none, out. */

import type { Answer, Prepared, Shown } from "../core/index.ts";

const LETTERS = "abcdefghijkl";

/** A text without the marks that a terminal does not show; code keeps its backticks. */
export const plain = (text: string): string =>
  text.replaceAll(/(`+)(.+?)\1|\*\*(.+?)\*\*|\*([^*\s][^*]*)\*/g, (whole, ticks?: string, _code?: string, bold?: string, italics?: string) => (ticks ? whole : (bold ?? italics ?? whole)));

const lettered = (shown: readonly Shown[]): string[] => shown.map(({ text }, index) => `  ${LETTERS[index]}) ${plain(text)}`);
const indented = (code: string): string[] => code.replace(/\n$/, "").split("\n").map((line) => `    ${line}`);

/** The question as it is read, and last what is to be typed. */
export function asked(question: Prepared): readonly string[] {
  switch (question.kind) {
    case "choice":
      return [plain(question.prompt), ...(question.code === undefined ? [] : indented(question.code)), ...lettered(question.options), question.several ? "Las letras de las correctas (a c):" : "La letra:"];
    case "route":
      return [plain(question.prompt), ...indented(question.code), ...indented(question.request), ...lettered(question.options), "La letra:"];
    case "command":
      return [plain(question.prompt), "Tu comando:"];
    case "cloze":
      return [`${plain(question.before)}_____${plain(question.after)}`, "Lo que falta:"];
    case "order":
      return [plain(question.prompt), ...lettered(question.steps), "Las letras en orden (b a c):"];
    case "match":
      return [plain(question.prompt), ...question.lefts.map(({ text }, index) => `  ${index + 1}. ${plain(text)}`), ...lettered(question.rights), "Las letras que van con 1, 2, 3… (b a c):"];
    case "fault":
      return [plain(question.prompt), ...question.lines.map((line, index) => `${`${index + 1}`.padStart(4)}  ${line}`), "El número de la línea del fallo:"];
  }
}

/** The answer; `null` where what was typed is none for this question. */
export function typedAnswer(question: Prepared, typed: string): Answer | null {
  const text = typed.trim();
  switch (question.kind) {
    case "choice": {
      const chosen = keysOf(text, question.options);
      return chosen && (question.several || chosen.length === 1) ? { kind: "choice", chosen } : null;
    }
    case "route": {
      const [chosen, ...others] = keysOf(text, question.options) ?? [];
      return chosen === undefined || others.length > 0 ? null : { kind: "route", chosen };
    }
    case "command":
    case "cloze":
      return text ? { kind: question.kind, typed: text } : null;
    case "order": {
      const order = keysOf(text, question.steps);
      return order?.length === question.steps.length ? { kind: "order", order } : null;
    }
    case "match": {
      const rights = keysOf(text, question.rights);
      return rights?.length === question.lefts.length ? { kind: "match", rights } : null;
    }
    case "fault": {
      const line = Number(text);
      return Number.isInteger(line) && line >= 1 && line <= question.lines.length ? { kind: "fault", line } : null;
    }
  }
}

/** `b, a` or `ba` → the keys of the second and the first; nothing where a letter stands for nothing or twice. */
function keysOf(typed: string, shown: readonly Shown[]): number[] | null {
  const letters = [...typed.toLowerCase().replaceAll(/[\s,;]/g, "")];
  const keys = letters.map((letter) => shown[LETTERS.indexOf(letter)]?.key);
  const found = keys.filter((key) => key !== undefined);
  return found.length > 0 && found.length === letters.length && new Set(found).size === found.length ? found : null;
}
