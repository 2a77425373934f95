/** A report in; the mark, the competencies, what to look up and each question with its correction out. */

import { type CompetencyMark, type Exam, grade, type Language, prepare, type Programs, type Report, type ReportItem, shownIn, worded } from "../core/index.ts";
import { control } from "./controls.ts";
import { button, h, status } from "./dom.ts";
import { feedback } from "./feedback.ts";
import { languageSwitch } from "./language-switch.ts";
import { inline, plain } from "./markdown.ts";
import { linkTo, topicTitle } from "./site.ts";

/** The whole report, in Spanish; the questions in English too, for whoever wants to see them as they were asked. */
export function examReport(found: Report, exam: Exam, programs: Programs): HTMLElement {
  const verdict = found.passed ? "✓ Aprobado" : "✗ Suspenso";
  const list = h("div");
  const draw = (language: Language): void => list.replaceChildren(...found.items.map((item, index) => corrected(item, index, exam, programs, language)));
  draw("es");
  return h(
    "div",
    {},
    h("h2", { class: "study-title", tabindex: -1 }, `${verdict}: ${found.percent} %`),
    h("p", {}, `Se aprueba con el ${found.attempt.passMark} %. Bien del todo: ${found.items.length - found.failed.length} de ${found.items.length}.`),
    competencies(found),
    anki(found),
    h("h3", {}, "Preguntas"),
    languageSwitch("es", draw),
    list,
  );
}

function competencies(found: Report): HTMLElement {
  const marks = found.competencies.map((one) =>
    h(
      "li",
      {},
      h("p", { class: "study-mark" }, h("span", {}, one.es), h("strong", {}, `${one.right} de ${one.asked}: ${one.percent} %`)),
      h("meter", { min: 0, max: 100, low: found.attempt.passMark, optimum: 100, value: one.percent, "aria-hidden": true }),
      again(one, found),
    ),
  );
  return h("div", {}, h("h3", {}, "Por competencias"), h("ul", { class: "study-marks" }, ...marks));
}

/** The notes of what failed, and practice of the competency. */
function again({ id }: CompetencyMark, { failed }: Report): HTMLElement | null {
  const topics = [...new Set(failed.filter((question) => question.competency === id).map((question) => question.topic))];
  if (topics.length === 0) return null;
  const notes = topics.map((topic) => h("a", { href: linkTo(`notas/${topic}.md`) }, topicTitle(topic)));
  const practice = h("a", { href: `${linkTo("practicar.md")}?competencia=${encodeURIComponent(id)}` }, "Practicar");
  return h("p", { class: "study-hint" }, "Repasa: ", ...[...notes, practice].flatMap((link, index) => (index > 0 ? [" · ", link] : [link])));
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

function corrected(item: ReportItem, index: number, exam: Exam, programs: Programs, wanted: Language): HTMLElement {
  const language = shownIn(item.question, wanted);
  const question = worded(item.question, language);
  const sign = item.grade.right ? "✓" : "✗";
  const title = h("span", { lang: language }, shortened(plain(question.prompt)));
  const details = h("details", { class: "study-corrected", ontoggle: () => open() }, h("summary", {}, `${sign} ${index + 1}. `, title));
  let drawn = false;
  function open(): void {
    if (drawn) return;
    drawn = true;
    const found = grade(question, item.answer, programs);
    const taken = control(prepare(question, exam.seed), item.answer, () => undefined, language);
    taken.mark(found.parts);
    details.append(taken.element, h("p", { class: "study-status", "data-state": found.right ? "right" : "wrong" }, `${sign} `, ...inline(found.message)), feedback(question, found));
  }
  return details;
}

/** A long question up to a whole word. */
function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119).replace(/\s+\S*$/, "")}…` : text;
}
