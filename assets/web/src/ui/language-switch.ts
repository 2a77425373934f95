/** The language in use in; two buttons that choose it out. */

import { type Language, LANGUAGES } from "../core/index.ts";
import { h } from "./dom.ts";

const NAMES: Readonly<Record<Language, string>> = { en: "English", es: "Español" };

/** English or Spanish for the questions; `choose` is called with the one pressed. */
export function languageSwitch(language: Language, choose: (language: Language) => void): HTMLElement {
  const buttons = LANGUAGES.map((one) => {
    const press = (): void => {
      for (const button of buttons) button.setAttribute("aria-pressed", `${button.lang === one}`);
      choose(one);
    };
    return h("button", { type: "button", lang: one, "aria-pressed": `${one === language}`, onclick: press }, NAMES[one]);
  });
  return h("div", { class: "study-languages", role: "group", "aria-label": "Idioma de las preguntas" }, ...buttons);
}
