/** The bank's examples in; what is above the explorer out: choosing one, copying a link, going to the workshop. */

import { packed } from "../carried-text.ts";
import { button, h, status } from "../dom.ts";
import type { Example } from "./examples.ts";

const WORKSHOP = new URL("../taller/", import.meta.url).href;

export interface Actions {
  readonly element: HTMLElement;
  /** Shows which example this is; null: the reader's own text. */
  chosen(example: Example | null): void;
  /** Lets the link to the workshop carry the text. */
  carry(text: string): Promise<void>;
}

/** `choose` is called when the reader takes an example. */
export function actions(offered: readonly Example[], choose: (example: Example) => void): Actions {
  const own = h("option", { value: "" }, "Tus manifiestos");
  const groups = [...new Set(offered.map((one) => one.group))];
  const options = (group: string): HTMLElement[] =>
    offered.filter((one) => one.group === group).map(({ key, title }) => h("option", { value: key }, title));
  const select = h("select", {}, own, ...groups.map((group) => h("optgroup", { label: group }, ...options(group))));
  select.addEventListener("change", () => {
    const example = offered.find((one) => one.key === select.value);
    if (example) choose(example);
  });
  const workshop = h("a", { class: "md-button", href: WORKSHOP }, "Editar en el taller");
  const said = status();
  const copy = button("Copiar el enlace", () => void copied(said));
  return {
    element: h(
      "div",
      { class: "routes-actions" },
      h("label", { class: "study-field" }, h("span", {}, "Ejemplo"), select),
      h("div", { class: "study-buttons" }, copy, workshop),
      said,
    ),
    chosen: (example) => void (select.value = example?.key ?? ""),
    carry: async (text) => void (workshop.href = `${WORKSHOP}#m=${await packed(text)}`),
  };
}

async function copied(said: HTMLElement): Promise<void> {
  const done = await navigator.clipboard.writeText(location.href).then(() => true, () => false);
  said.textContent = done ? "Enlace copiado: lleva los manifiestos y la pregunta." : "El navegador no deja copiar: copia la dirección de la barra.";
}
