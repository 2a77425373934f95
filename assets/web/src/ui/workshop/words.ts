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
