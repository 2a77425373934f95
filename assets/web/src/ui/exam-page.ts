/** The mock exam page's place in; choosing an exam, sitting it and its report in it out. */

import { type Curriculum, drawExam, type Exam, handIn, isOver, openExam, readExam, report } from "../core/index.ts";
import { button, h } from "./dom.ts";
import { examReport } from "./exam-report.ts";
import { sit } from "./exam-sitting.ts";
import { type Learner, learner } from "./learner.ts";
import { course, type Course, curriculum } from "./site.ts";

const SIZES = [10, 20, 40, 60] as const;
const USUAL_SIZE = 40;

interface Desk {
  readonly place: HTMLElement;
  readonly data: Course;
  readonly plan: Curriculum;
  readonly who: Learner;
}

/** Fills the page: an exam being sat goes on where it was. Throws an Error with a message for the learner. */
export async function examPage(place: HTMLElement): Promise<void> {
  const [data, plan, who] = await Promise.all([course(), curriculum(), learner()]);
  const desk = { place, data, plan, who };
  const kept = readExam(await who.kept("exam"));
  if (!kept.ok) choose(desk);
  else if (kept.value.handedInAt !== null) showReport(desk, kept.value);
  else if (isOver(kept.value, Date.now())) await close(desk, kept.value);
  else start(desk, kept.value);
}

function choose(desk: Desk): void {
  const { place, data, plan, who } = desk;
  const usual = plan.exam.minutes;
  const minutes = h("select", {}, ...[...new Set([30, 60, 90, usual])].sort((a, b) => a - b).map((one) => h("option", { value: one, selected: one === usual }, `${one} minutos`)));
  const size = h("select", {}, ...SIZES.map((one) => h("option", { value: one, selected: one === USUAL_SIZE }, `${one} preguntas`)));
  const begin = (event: Event): void => {
    event.preventDefault();
    const now = Date.now();
    const exam = openExam(drawExam(data.bank.questions, plan, { size: Number(size.value), seed: `${now}` }), Number(minutes.value), `${now}`, now);
    void who.keep("exam", exam);
    start(desk, exam);
    place.scrollIntoView({ block: "start" });
    place.querySelector<HTMLElement>(".study-title")?.focus({ preventScroll: true });
  };
  const rules = `Se aprueba con el ${plan.exam.pass_mark} %. Las preguntas salen en inglés, como en el examen, y puedes pasarlas al español. No se corrige nada hasta entregar; el reloj sigue aunque cierres la página.`;
  place.replaceChildren(
    h(
      "form",
      { class: "study-choosing", onsubmit: begin },
      h("div", { class: "study-row" }, labelled("Duración", minutes), labelled("Tamaño", size)),
      h("p", { class: "study-hint" }, rules),
      h("p", { class: "study-buttons" }, h("button", { type: "submit", class: "md-button md-button--primary" }, "Empezar el examen")),
    ),
    history(who),
  );
}

const labelled = (label: string, select: HTMLElement): HTMLElement => h("label", { class: "study-field" }, h("span", {}, label), select);

function start(desk: Desk, exam: Exam): void {
  sit(desk.place, desk.data, desk.who, exam, (done) => void close(desk, done));
}

/** Hands it in; what was answered counts for practice too. */
async function close(desk: Desk, exam: Exam): Promise<void> {
  const done = handIn(exam, Date.now());
  const found = report(done, desk.data.bank.questions, desk.plan, desk.data.programs);
  await desk.who.keep("exam", done);
  await desk.who.answered(found.ratings, found.attempt.handedInAt);
  await desk.who.sat(found.attempt);
  showReport(desk, done);
}

function showReport(desk: Desk, exam: Exam): void {
  const found = report(exam, desk.data.bank.questions, desk.plan, desk.data.programs);
  const again = button("Otro examen", () => {
    void desk.who.keep("exam", null);
    choose(desk);
  });
  desk.place.replaceChildren(examReport(found, exam, desk.data.programs), h("p", { class: "study-buttons" }, again), history(desk.who));
  desk.place.scrollIntoView({ block: "start" });
  desk.place.querySelector<HTMLElement>(".study-title")?.focus({ preventScroll: true });
}

function history(who: Learner): HTMLElement {
  const attempts = who.progress.exams.toReversed();
  if (attempts.length === 0) return h("p", { class: "study-hint" }, "Aquí quedará la lista de tus exámenes.");
  const rows = attempts.map(({ startedAt, results, minutes, percent, passMark }) =>
    h("tr", {}, h("td", {}, new Date(startedAt).toLocaleDateString("es")), h("td", {}, `${results.length}`), h("td", {}, `${minutes}`), h("td", {}, `${percent} %`), h("td", {}, percent >= passMark ? "✓ Aprobado" : "✗ Suspenso")),
  );
  const heads = ["Día", "Preguntas", "Minutos", "Nota", "Resultado"].map((name) => h("th", { scope: "col" }, name));
  return h("details", { class: "study-history" }, h("summary", {}, `Exámenes anteriores (${attempts.length})`), h("table", {}, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows)));
}
