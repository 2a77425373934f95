/** A text in the editor in; the buttons that take it elsewhere or bring an earlier one back out. */

import { readManifest } from "../../core/manifest/index.ts";
import { button, h, status } from "../dom.ts";
import { keeps } from "./kept.ts";
import { copied, download, fileName, routes, routesLink, workshopLink } from "./share.ts";

export interface ActionsOptions {
  text(): string;
  /** Another text; `before` is what can be had back afterwards. */
  replace(text: string, before: string | null): void;
  readonly original: string;
  /** What was there before the last reset, if anything. */
  before(): string | null;
}

/** The row below the editor; `refresh` after each change of the text. */
export function actions(options: ActionsOptions): { readonly element: HTMLElement; refresh(): void } {
  const { text, replace, original, before } = options;
  const said = status();
  const link = h("input", { type: "text", readonly: true, hidden: true, class: "workshop-link", "aria-label": "Enlace con este texto" });
  const say = (right: boolean, words: string): void => {
    said.dataset["state"] = right ? "right" : "wrong";
    said.textContent = `${right ? "✓" : "✗"} ${words}`;
  };
  const share = async (): Promise<void> => {
    link.value = await workshopLink(text());
    const done = await copied(link.value);
    link.hidden = done;
    say(true, done ? "Enlace copiado: quien lo abra verá este texto." : "Copia el enlace:");
    if (!done) link.select();
  };
  const explore = h("a", { class: "md-button", hidden: true, href: "../rutas/" }, "Probar rutas");
  const reset = button("Restablecer", () => {
    replace(original, text());
    say(true, "Vuelve a estar como al principio.");
  });
  const recover = button("Recuperar lo que había", () => {
    replace(before() ?? text(), null);
    say(true, "Recuperado.");
  });
  const copy = button("Copiar", () => void copied(text()).then((done) => (done ? say(true, "Copiado.") : say(false, "El navegador no deja copiar: selecciona el texto."))));
  const save = button("Descargar", () => download(text(), fileName(text())));
  const row = h("p", { class: "study-buttons workshop-actions" }, explore, copy, save, button("Compartir enlace", () => void share()), reset, recover);
  const warning = h("p", { class: "study-hint" }, "Este navegador no deja guardar: el texto dura hasta que cierres la página. Descárgalo antes.");

  async function refresh(): Promise<void> {
    const now = text();
    reset.disabled = now === original;
    recover.hidden = before() === null || before() === now;
    warning.hidden = keeps();
    const shown = routes(readManifest(now).objects);
    if (shown) explore.href = await routesLink(now);
    explore.hidden = !shown;
  }
  return { element: h("div", {}, row, said, link, warning), refresh: () => void refresh() };
}
