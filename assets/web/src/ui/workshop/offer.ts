/** The page in; a button «Editar» on each manifest, and one on each task that opens it in the workshop. */

import { packed } from "../carried-text.ts";
import { h } from "../dom.ts";

const WORKSHOP = new URL("../taller/", import.meta.url);
/** The questions of a note give nothing away, and tasks have a button of their own. */
const NOT_IN = ".quiz-question, .task";

/** Only links: the workshop is a page of its own. */
export function offerWorkshop(): void {
  for (const code of document.querySelectorAll<HTMLElement>(".md-content .language-yaml")) {
    const text = code.querySelector("pre")?.textContent ?? "";
    if (/^apiVersion:/m.test(text) && /^kind:/m.test(text) && !code.closest(NOT_IN)) void offerText(code, text);
  }
  for (const task of document.querySelectorAll<HTMLElement>("section.task[data-task-id]")) offerTask(task);
}

/** The workshop knows the files of the bank by their names; any other text goes along in the address. */
async function offerText(code: HTMLElement, text: string): Promise<void> {
  const file = code.querySelector(".filename")?.textContent?.trim() ?? "";
  const known = code.closest(".admonition.manifest, .admonition.wrong") !== null && file.endsWith(".yaml");
  const link = h("a", { class: "md-button workshop-offer", href: WORKSHOP.href, "aria-label": `Editar: ${file || "este manifiesto"}` }, "Editar");
  code.append(link);
  link.href += known ? `#plantilla=${file.replace(/\.yaml$/, "")}` : `#m=${await packed(text)}`;
}

function offerTask(task: HTMLElement): void {
  const slug = (task.dataset["taskId"] ?? "").replace("task/", "");
  const link = h("a", { class: "md-button md-button--primary workshop-offer-task", href: `${WORKSHOP.href}#tarea=${slug}` }, "Resolver aquí");
  task.querySelector(".wording")?.after(h("p", {}, link));
}
