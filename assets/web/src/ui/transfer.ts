/** The learner in; buttons that write the progress to a file and read one out. */

import { writeProgress } from "../core/index.ts";
import { button, h, status } from "./dom.ts";
import type { Learner } from "./learner.ts";

/** Export and import, with what came of it. `changed` is called after an import. */
export function transfer(who: Learner, changed: () => void): HTMLElement {
  const said = status();
  const input = h("input", { type: "file", accept: "application/json,.json", class: "study-file", "aria-label": "Importar el progreso de un archivo", onchange: () => void read() });

  async function read(): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    const done = await who.imports(await file.text().catch(() => ""));
    input.value = "";
    said.dataset["state"] = done.ok ? "right" : "wrong";
    said.textContent = done.ok ? `✓ Importado: ${done.value === 1 ? "1 respuesta nueva" : `${done.value} respuestas nuevas`}.` : `✗ ${done.message}`;
    if (done.ok) changed();
  }

  const save = button("Exportar el progreso", () => {
    download(writeProgress(who.progress));
    said.dataset["state"] = "right";
    said.textContent = "✓ El archivo está en tus descargas.";
  });
  const label = h("label", { class: "study-field" }, h("span", {}, "Importar un archivo"), input);
  const text = h("p", { class: "study-hint" }, "El progreso no sale de este navegador: con el archivo lo llevas a otro. Al importar se suman los dos.");
  return h("div", {}, text, h("p", { class: "study-buttons" }, save), label, said);
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  h("a", { href: address, download: "apuntes-progreso.json" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
