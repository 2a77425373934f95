/** A report in; the mark, the competencies, what to look up and each question with its correction out. */

import { type Exam, prepare, type Report, type ReportItem } from "../core/index.ts";
import { control } from "./controls.ts";
import { button, h, status } from "./dom.ts";
import { feedback } from "./feedback.ts";
import { inline, plain } from "./markdown.ts";
import { linkTo, topicTitle } from "./site.ts";

/** The whole report. */
export function examReport(found: Report, exam: Exam): HTMLElement {
  const verdict = found.passed ? "✓ Aprobado" : "✗ Suspenso";
  return h(
    "div",
    {},
    h("h2", { class: "study-title", tabindex: -1 }, `${verdict}: ${found.percent} %`),
    h("p", {}, `Se aprueba con el ${found.attempt.passMark} %. Bien del todo: ${found.items.length - found.failed.length} de ${found.items.length}.`),
    competencies(found),
    topics(found),
    anki(found),
    h("h3", {}, "Preguntas"),
    ...found.items.map((item, index) => corrected(item, index, exam)),
  );
}

function competencies({ competencies }: Report): HTMLElement {
  const rows = competencies.map(({ es, right, asked, percent }) => h("tr", {}, h("th", { scope: "row" }, es), h("td", {}, `${right} de ${asked}`), h("td", {}, `${percent} %`)));
  const heads = ["Competencia", "Bien", "Nota"].map((name) => h("th", { scope: "col" }, name));
  return h("div", { class: "study-table", tabindex: 0, role: "group", "aria-label": "Nota por competencia" }, h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows)));
}

function topics({ failed }: Report): HTMLElement | null {
  const found = [...new Set(failed.map((question) => question.topic))];
  if (found.length === 0) return null;
  return h("div", {}, h("h3", {}, "Para repasar"), h("ul", {}, ...found.map((topic) => h("li", {}, h("a", { href: linkTo(`notas/${topic}.md`) }, topicTitle(topic))))));
}

function anki({ anki: { cards } }: Report): HTMLElement | null {
  if (!cards) return null;
  const said = status();
  const copy = button("Copiar", () => {
    navigator.clipboard.writeText(cards).then(
      () => (said.textContent = "✓ Copiado."),
      () => (said.textContent = "No se ha podido copiar: selecciona el texto."),
    );
  });
  const text = h("textarea", { readonly: true, rows: 3, class: "study-search", "aria-label": "Búsqueda para Anki" }, cards);
  return h("div", {}, h("h3", {}, "Lo fallado, en Anki"), h("p", { class: "study-hint" }, "Pega esta búsqueda en el explorador de Anki."), text, h("p", { class: "study-buttons" }, copy), said);
}

function corrected({ question, answer, grade }: ReportItem, index: number, exam: Exam): HTMLElement {
  const sign = grade.right ? "✓" : "✗";
  const details: HTMLDetailsElement = h("details", { class: "study-corrected", ontoggle: () => open() }, h("summary", {}, `${sign} ${index + 1}. ${plain(question.prompt).slice(0, 120)}`));
  let drawn = false;
  function open(): void {
    if (drawn) return;
    drawn = true;
    const taken = control(prepare(question, exam.seed), answer, () => undefined);
    taken.mark(grade.parts);
    details.append(taken.element, h("p", { class: "study-status", "data-state": grade.right ? "right" : "wrong" }, `${sign} `, ...inline(grade.message)), feedback(question, grade));
  }
  return details;
}
