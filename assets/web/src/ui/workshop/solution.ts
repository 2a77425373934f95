/** A task and an answer to it in; the solution beside the answer out, line by line, and why it is so. */

import { lineDiff } from "../../core/line-diff.ts";
import type { Task } from "../../core/tasks.ts";
import { listing } from "../controls.ts";
import { h } from "../dom.ts";
import { inline } from "../markdown.ts";
import { linkTo } from "../addresses.ts";

const SIGNS = { same: " ", added: "+", removed: "−" } as const;
const NAMES = { same: "", added: "falta: ", removed: "sobra: " } as const;

/** The solution, the commands that get there and the explanation. */
export function solution(task: Task, answer: string): HTMLElement {
  const commands = task.commands.length > 0 ? [h("p", {}, task.commands.length === 1 ? "Se consigue con:" : "Se consigue así:"), listing(task.commands.join("\n"))] : [];
  return h(
    "section",
    { class: "workshop-solution" },
    h("h3", { tabindex: -1 }, "Solución"),
    ...commands,
    h("p", {}, answer.trim() ? "Así debe quedar, comparado con lo tuyo:" : "Así debe quedar:"),
    answer.trim() ? compared(answer, task.solution) : listing(task.solution),
    h("p", {}, ...inline(task.explanation)),
    h("p", { class: "study-places" }, h("a", { href: linkTo(task.page) }, "La tarea con sus respuestas equivocadas y su prueba")),
  );
}

function compared(answer: string, right: string): HTMLElement {
  const lines = lineDiff(answer, right);
  const rows = lines.map(({ change, text }) =>
    h("span", { class: "workshop-diff-line", "data-change": change }, h("span", { class: "workshop-sign", "aria-hidden": "true" }, SIGNS[change]), h("span", { class: "workshop-unseen" }, NAMES[change]), `${text}\n`),
  );
  const same = lines.every(({ change }) => change === "same");
  const key = same ? "Es igual, línea por línea." : "+ está en la solución y no en lo tuyo; − está solo en lo tuyo. Puede haber otras respuestas válidas.";
  return h("div", { class: "workshop-diff" }, h("pre", { tabindex: 0, role: "group", "aria-label": "Solución comparada con tu respuesta" }, h("code", {}, ...rows)), h("p", { class: "study-hint" }, key));
}
