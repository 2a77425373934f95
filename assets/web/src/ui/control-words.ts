/** A language in; the words of the controls that take answers in it out: in an exam they speak the language of the question. */

import type { Language } from "../core/index.ts";

/** Their words. */
export interface ControlWords {
  readonly several: string;
  readonly command: string;
  readonly fill: string;
  readonly gap: (sentence: string) => string;
  readonly choose: string;
  readonly faulty: (file: string) => string;
  readonly line: (number: number, text: string) => string;
  readonly request: string;
  readonly code: string;
  readonly up: string;
  readonly down: string;
  readonly moved: (place: number, all: number) => string;
}

export const CONTROL_WORDS: Readonly<Record<Language, ControlWords>> = {
  es: {
    several: "Puede haber varias correctas.",
    command: "Tu comando",
    fill: "Escribe lo que falta.",
    gap: (sentence) => `Lo que falta en: ${sentence}`,
    choose: "Elige…",
    faulty: (file) => `Elige la línea del fallo en ${file}.`,
    line: (number, text) => `Línea ${number}: ${text}`,
    request: "Petición",
    code: "Código",
    up: "Subir",
    down: "Bajar",
    moved: (place, all) => `Ahora es el paso ${place} de ${all}.`,
  },
  en: {
    several: "More than one may be right.",
    command: "Your command",
    fill: "Write what is missing.",
    gap: (sentence) => `What is missing in: ${sentence}`,
    choose: "Choose…",
    faulty: (file) => `Choose the faulty line in ${file}.`,
    line: (number, text) => `Line ${number}: ${text}`,
    request: "Request",
    code: "Code",
    up: "Move up",
    down: "Move down",
    moved: (place, all) => `Now it is step ${place} of ${all}.`,
  },
};
