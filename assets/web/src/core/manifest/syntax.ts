/** What the YAML library says against a document in; where the slip is, what it is in Spanish and what to do out. */

import { type Document, isScalar, type LineCounter, visit, type YAMLError } from "yaml";
import type { DocumentText } from "./documents.ts";
import { type Finding, finding } from "./finding.ts";
import type { Value } from "./objects.ts";

const GLUED = /^(\s*(?:- +)*)([A-Za-z][\w./-]*):([^\s:/].*)$/;
const NO_COLON = /^(\s*(?:- +)*)([A-Za-z][\w./-]*)(?: +([^\s:#][^:#]*))?$/;
const GLUED_DASH = /^(\s*(?:- +)*)-([A-Za-z][\w./-]*:(?:\s.*)?)$/;
const DASHES = /^(--|-{4,})\s*$/;
const PLAIN_VALUE = /^\s*(?:- +)*[\w./-]+: +(?![|>&"'[{#])(.*\S)/;
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const HINT = "revisa la sangría, los dos puntos y las comillas";

/** One slip: the line and column (from 1, in the document) where it is, its last column, and words. */
interface Slip {
  readonly line: number;
  readonly column?: number;
  readonly endColumn?: number;
  readonly rule?: string;
  readonly message: string;
  readonly hint?: string;
}

/** What is known of a slip: its document and where the library noticed it. */
interface Noticed {
  readonly error: YAMLError;
  readonly lines: readonly string[];
  readonly line: number;
  readonly column: number;
  /** The quoted text or the bracket that the fault is about, as line and column. */
  readonly opened: { readonly line: number; readonly col: number } | undefined;
}

/** The fault that a document breaks at, told to the person who wrote it; nothing where it is whole. */
export function explainSyntax(document: Document, piece: DocumentText, lines: LineCounter): Finding | undefined {
  const errors = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const error = errors.find((one) => /Missing closing/.test(one.message)) ?? errors[0];
  if (!error) return undefined;
  const noticed = {
    error,
    lines: piece.lines,
    ...noticedAt(error, piece, lines),
    opened: opener(error, document, lines),
  };
  return told(slipOf(noticed), noticed.column, piece);
}

/** Where the library noticed a fault; where it is the end of the text, the last line that says something. */
function noticedAt(error: YAMLError, piece: DocumentText, lines: LineCounter): { line: number; column: number } {
  const { line, col } = lines.linePos(error.pos[0]);
  if (error.code === "TAB_AS_INDENT" || piece.lines[line - 1]?.trim()) return { line, column: Math.max(col, 1) };
  const last = piece.lines.findLastIndex((one, index) => index < Math.max(line, 1) && one.trim() !== "");
  return { line: Math.max(last, 0) + 1, column: 1 };
}

/** Characters that no YAML may have, though the library lets them pass. */
export function explainControl(piece: DocumentText): Finding | undefined {
  const line = piece.lines.findIndex((one) => CONTROL.test(one)) + 1;
  if (line === 0) return undefined;
  const column = (piece.lines[line - 1] ?? "").search(CONTROL) + 1;
  const slip = {
    line,
    column,
    endColumn: column + 1,
    message: "hay un carácter de control",
    hint: "bórralo y escribe la línea otra vez",
  };
  return told(slip, column, piece);
}

/** A document that is one line of text, where a key without its space was meant; nothing where it may be as it is. */
export function explainText(value: Value, piece: DocumentText): Finding | undefined {
  const line = typeof value === "string" ? piece.lines.findIndex((one) => GLUED.test(one)) + 1 : 0;
  const slip = line > 0 ? glued(piece.lines, line) : undefined;
  return slip && told(slip, 1, piece);
}

function told(slip: Slip, column: number, piece: DocumentText): Finding {
  const shown = (piece.lines[slip.line - 1] ?? "").trimEnd();
  const start = slip.column ?? column;
  const place = {
    line: slip.line + piece.line,
    column: start,
    endColumn: Math.max(slip.endColumn ?? shown.length + 1, start),
  };
  const tab = slip.rule === "yaml-tab";
  return finding(
    place,
    slip.rule ?? "yaml-syntax",
    tab ? slip.message : `esto no es YAML válido: ${slip.message}`,
    slip.hint ?? HINT,
  );
}

function slipOf(noticed: Noticed): Slip {
  const { error, lines, line } = noticed;
  const tabbed = error.code === "TAB_AS_INDENT" ? line : /^ *\t/.test(lines[line - 1] ?? "") ? line : 0;
  if (tabbed) return tab(lines, tabbed);
  if (/Missing closing/.test(error.message)) return unclosedQuote(noticed);
  return (
    dashSlip(noticed) ??
    keySlip(noticed) ??
    flowSlip(noticed) ??
    valueSlip(noticed) ??
    indentSlip(noticed) ?? { line, message: "esta línea no se entiende" }
  );
}

function tab(lines: readonly string[], line: number): Slip {
  const column = Math.max((lines[line - 1] ?? "").indexOf("\t"), 0) + 1;
  const message = "hay un tabulador en la sangría";
  return { line, column, endColumn: column + 1, rule: "yaml-tab", message, hint: "YAML solo admite espacios" };
}

function unclosedQuote({ opened, line, lines }: Noticed): Slip {
  const at = opened?.line ?? line;
  const column = opened?.col ?? 1;
  const mark = (lines[at - 1] ?? "")[column - 1] ?? '"';
  return { line: at, column, message: "unas comillas no se cierran", hint: `ciérralas con ${mark} en esta línea` };
}

/** Dashes that part documents and are not three, and one that lacks the space after it, here or on the line before. */
function dashSlip({ lines, line }: Noticed): Slip | undefined {
  const before = lines.findLastIndex((one, index) => index < line - 1 && one.trim() !== "") + 1;
  for (const at of [line, before]) {
    const shown = (lines[at - 1] ?? "").trimEnd();
    if (DASHES.test(shown)) {
      const hint = "escribe «---»: son tres guiones los que separan dos objetos";
      return { line: at, column: 1, message: `«${shown}» no separa nada`, hint };
    }
    const [, indent = "", rest] = GLUED_DASH.exec(shown) ?? [];
    if (rest === undefined) continue;
    const column = indent.length + 1;
    return { line: at, column, message: "falta un espacio después del guion", hint: `escribe «- ${rest}»` };
  }
  return undefined;
}

/** A key that lacks its colon or the space after it. */
function keySlip({ error, lines, line }: Noticed): Slip | undefined {
  if (error.code !== "MULTILINE_IMPLICIT_KEY" && !/followed by map values/.test(error.message)) return undefined;
  const shown = lines[line - 1] ?? "";
  const bare = NO_COLON.exec(shown.trimEnd());
  if (/^\s*- /.test(shown) && /map values|single line/.test(error.message) && !bare && !GLUED.test(shown))
    return undefined;
  if (bare?.[2] && !/^\s*-(\s|$)/.test(shown)) {
    const better = `${bare[2]}:${bare[3] ? ` ${bare[3].trim()}` : ""}`;
    return { line, message: `falta «:» después de la clave «${bare[2]}»`, hint: `escribe «${better}»` };
  }
  return glued(lines, line);
}

function glued(lines: readonly string[], line: number): Slip | undefined {
  const found = GLUED.exec((lines[line - 1] ?? "").trimEnd());
  if (!found) return undefined;
  const [, before = "", key = "", value = ""] = found;
  const column = before.length + 1;
  return { line, column, message: "falta un espacio después de los dos puntos", hint: `escribe «${key}: ${value}»` };
}

/** Brackets that are not closed, or not opened. */
function flowSlip({ error, opened, line, lines }: Noticed): Slip | undefined {
  const surplus = /Unexpected flow-(seq|map)-end/.exec(error.message);
  if (surplus)
    return {
      line,
      message: surplus[1] === "seq" ? "sobra un corchete" : "sobra una llave",
      hint: "quita el que no tiene pareja",
    };
  const wanted = /must be sufficiently indented and end with a (.)|Expected flow (?:map|sequence) to end with (.)/.exec(
    error.message,
  );
  if (!wanted) return undefined;
  const mark = wanted[1] ?? wanted[2] ?? "]";
  const message = mark === "]" ? "falta cerrar un corchete" : "falta cerrar una llave";
  const at = opened?.line ?? line;
  const column = opened?.col ?? ((lines[at - 1] ?? "").search(/[[{]/) + 1 || 1);
  return {
    line: at,
    column,
    message,
    hint: `ciérralo con «${mark}»`.replace("ciérralo", mark === "]" ? "ciérralo" : "ciérrala"),
  };
}

/** Values that start or go on with what YAML keeps for itself. */
function valueSlip({ error, lines, line, column }: Noticed): Slip | undefined {
  const mark = (lines[line - 1] ?? "")[column - 1] ?? "";
  switch (error.code) {
    case "BAD_SCALAR_START":
      return { line, column, message: `un valor no puede empezar por «${mark}»`, hint: "ponlo entre comillas" };
    case "BAD_DQ_ESCAPE": {
      const message = "esa barra invertida no vale entre comillas dobles";
      return { line, column, message, hint: "usa comillas simples, o escribe \\\\" };
    }
    case "BAD_ALIAS":
      return { line, column, message: "un alias no puede estar aquí", hint: "si es texto, ponlo entre comillas" };
    default:
  }
  if (/Block scalar header/.test(error.message)) {
    const message = "detrás de «|» o de «>» no va nada";
    return { line, column, message, hint: "empieza el texto en la línea siguiente" };
  }
  if (/Comments must be separated/.test(error.message)) {
    const message = "falta un espacio delante de «#»";
    return { line, column, message, hint: "ponlo; si no es un comentario, usa comillas" };
  }
  if (/Unexpected scalar at node end/.test(error.message) && /["']/.test((lines[line - 1] ?? "").slice(0, column))) {
    const message = "sobra texto detrás de las comillas";
    return { line, column, message, hint: "pon todo el valor entre las mismas comillas" };
  }
  return undefined;
}

/** Lines that do not start where they should, and two things on one line. */
function indentSlip({ error, lines, line, column }: Noticed): Slip | undefined {
  const shown = lines[line - 1] ?? "";
  if (/block-seq-ind on same line/.test(error.message) && !/^\s*-/.test(shown)) {
    const message = "una lista no empieza en la línea de su clave";
    return { line, column, message, hint: "pon el guion en la línea siguiente" };
  }
  if (/^\s*-/.test(shown) && /single line|map values/.test(error.message)) {
    const message = "un guion de lista está donde no puede empezar una lista";
    return { line, message, hint: "revisa su sangría: debe estar a la altura de los otros guiones" };
  }
  if (error.code === "BLOCK_AS_IMPLICIT_KEY") return nested(lines, line, column);
  const message = /without - indicator/.test(error.message)
    ? "la lista se interrumpe: falta un guion o sobra sangría"
    : "esta línea no empieza donde ninguna de las anteriores";
  return { line, column: indentOf(shown) + 1, message, hint: indentHint(lines, line) };
}

/** A key inside a value: of the same line, or of the next one, which is indented too far. */
function nested(lines: readonly string[], line: number, column: number): Slip {
  const value = PLAIN_VALUE.exec(lines[line - 1] ?? "")?.[1] ?? "";
  if (/:(\s|$)/.test(value)) {
    const quoted = value.includes('"') ? `'${value}'` : `"${value}"`;
    const message = "hay un «: » donde no puede empezar otra clave";
    return { line, column, message, hint: `pasa lo que sigue a otra línea o, si es texto, entre comillas: ${quoted}` };
  }
  const next = lines.findIndex((one, index) => index >= line && one.trim() !== "");
  if (next < 0) return { line, column, message: "hay una clave dentro de un valor" };
  const wanted = indentOf(lines[line - 1] ?? "");
  const message = "esta línea tiene más sangría que la anterior, que ya tiene su valor";
  return {
    line: next + 1,
    column: indentOf(lines[next] ?? "") + 1,
    message,
    hint: `déjala con ${spaces(wanted)} delante`,
  };
}

function indentHint(lines: readonly string[], line: number): string {
  const here = (lines[line - 1] ?? "").search(/\S|$/);
  const open: number[] = [];
  for (const before of lines.slice(0, line - 1).reverse()) {
    if (before.trim() === "" || /^\s*#|^---/.test(before)) continue;
    const dash = before.search(/\S/);
    for (const start of [indentOf(before), dash]) if (start < (open.at(-1) ?? Infinity)) open.push(start);
  }
  const near = open.toSorted((a, b) => Math.abs(a - here) - Math.abs(b - here) || a - b).slice(0, 2);
  const wanted = near.toSorted((a, b) => a - b).filter((one) => one !== here);
  return wanted.length > 0 ? `tiene ${spaces(here)} delante: pon ${wanted.join(" o ")}` : HINT;
}

/** Where the first key of a line starts, the dashes of its list passed over. */
function indentOf(line: string): number {
  return /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;
}

function spaces(count: number): string {
  return count === 1 ? "1 espacio" : `${count} espacios`;
}

/** Where the last quoted text or bracket before the fault begins. */
function opener(error: YAMLError, document: Document, lines: LineCounter): Noticed["opened"] {
  let start = -1;
  visit(document, {
    Node: (_, node) => {
      const [from = 0, end = 0] = node.range ?? [];
      const opens = isScalar(node) ? /^QUOTE/.test(node.type ?? "") : "flow" in node && node.flow === true;
      if (opens && from <= error.pos[0] && end >= error.pos[0] - 1 && from > start) start = from;
    },
  });
  return start < 0 ? undefined : lines.linePos(start);
}
