/** What the editor says; nothing in; its own phrases in Spanish, and the names of what it marks, out. */

import type { Severity } from "../../core/manifest/index.ts";

/** CodeMirror's phrases, by the English that it would say. */
export const PHRASES: Readonly<Record<string, string>> = {
  "Selection deleted": "Selección borrada",
  "Fold line": "Plegar la línea",
  "Unfold line": "Desplegar la línea",
  "Folded lines": "Líneas plegadas",
  "Unfolded lines": "Líneas desplegadas",
  "folded code": "código plegado",
  unfold: "desplegar",
  to: "a",
  Completions: "Sugerencias",
  Diagnostics: "Fallos",
  "No diagnostics": "Sin fallos",
  close: "cerrar",
};

export const SEVERITIES: Readonly<Record<Severity, string>> = { error: "Error", warning: "Aviso" };

/** A line of the terminal as a sentence. */
export function sentence(text: string): string {
  const begun = /^¿?[a-záéíóúñ]+[ ,:]/.test(text) ? text.replace(/[a-záéíóúñ]/, (letter) => letter.toUpperCase()) : text;
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

const SHOULD: { readonly [verb: string]: string } = {
  vale: "debería valer",
  contiene: "debería contener",
  está: "debería estar",
  "no está": "no debería estar",
  existe: "debería existir",
  "no existe": "no debería existir",
};

/** What a check wants, said of what fails it: «`spec.type` vale `NodePort`» as «`spec.type` debería valer `NodePort`». */
export function shouldBe(wanted: string): string {
  return wanted.replace(/^((?:`[^`]+` )?)(vale|contiene|(?:no )?está|(?:no )?existe)(?= |$)/, (_, field: string, verb: string) => field + SHOULD[verb]);
}
