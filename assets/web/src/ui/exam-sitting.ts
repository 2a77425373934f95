/** An exam in; its questions with free navigation, flags and a clock, and the exam as answered once handed in, out. */

import { answerExam, type Exam, flagExam, goTo, isOver, overview, prepare, timeLeft } from "../core/index.ts";
import { control } from "./controls.ts";
import { button, h, status } from "./dom.ts";
import type { Learner } from "./learner.ts";
import type { Course } from "./site.ts";

const WARNINGS: readonly number[] = [10, 5, 1];

/** Shows the exam until it is handed in or its time is up. */
export function sit(place: HTMLElement, data: Course, who: Learner, opened: Exam, done: (exam: Exam) => void): void {
  let exam = opened;
  const clock = h("strong", { role: "timer", class: "study-clock" });
  const said = status();
  const map = h("ol", { class: "study-map", "aria-label": "Preguntas del examen" });
  const desk = h("div");
  const confirm = h("div");
  const ticking = setInterval(tick, 1000);

  function change(next: Exam): void {
    exam = next;
    void who.keep("exam", exam);
    drawMap();
  }

  function finish(): void {
    clearInterval(ticking);
    done(exam);
  }

  function tick(): void {
    if (!place.isConnected) return clearInterval(ticking);
    const left = timeLeft(exam, Date.now());
    clock.textContent = `Quedan ${hours(left)}`;
    const warned = WARNINGS.find((minutes) => Math.ceil(left / 1000) === minutes * 60);
    if (warned) said.textContent = warned === 1 ? "Queda 1 minuto." : `Quedan ${warned} minutos.`;
    if (isOver(exam, Date.now())) finish();
  }

  function drawMap(): void {
    const buttons = overview(exam).map(({ answered, flagged }, index) => {
      const words = [`Pregunta ${index + 1}`, answered ? "contestada" : "sin contestar", flagged ? "marcada" : ""].filter(Boolean).join(", ");
      const current = index === exam.position;
      const sign = `${index + 1}${answered ? " ✓" : ""}${flagged ? " ⚑" : ""}`;
      return h("li", {}, h("button", { type: "button", "aria-label": words, ...(current ? { "aria-current": "step" } : {}), onclick: () => visit(index) }, sign));
    });
    map.replaceChildren(...buttons);
  }

  function visit(position: number): void {
    change(goTo(exam, position));
    drawQuestion();
    desk.querySelector<HTMLElement>(".study-title")?.focus();
  }

  function drawQuestion(): void {
    const id = exam.questions[exam.position] ?? "";
    const question = data.byId.get(id);
    confirm.replaceChildren();
    if (!question) return desk.replaceChildren(h("h2", { class: "study-title", tabindex: -1 }, "Esta pregunta ya no existe."), steps());
    const taken = control(prepare(question, exam.seed), exam.answers[id] ?? null, () => change(answerExam(exam, id, taken.answer(), Date.now())));
    const flagged = (): boolean => exam.flagged.includes(id);
    const flag = h("button", { type: "button", class: "md-button", "aria-pressed": `${flagged()}`, onclick: () => {
      change(flagExam(exam, id, Date.now()));
      flag.setAttribute("aria-pressed", `${flagged()}`);
    } }, "⚑ Marcar para repasar");
    const title = h("h2", { class: "study-title", tabindex: -1 }, `Pregunta ${exam.position + 1} de ${exam.questions.length}`);
    desk.replaceChildren(h("div", { class: "study-card" }, title, taken.element, h("p", { class: "study-buttons" }, flag)), steps());
  }

  function steps(): HTMLElement {
    const before = button("Anterior", () => visit(exam.position - 1));
    const after = button("Siguiente", () => visit(exam.position + 1), true);
    before.disabled = exam.position === 0;
    after.disabled = exam.position === exam.questions.length - 1;
    return h("p", { class: "study-buttons" }, before, after);
  }

  function ask(): void {
    const open = overview(exam).filter(({ answered }) => !answered).length;
    const words = open === 0 ? "Has contestado todo." : open === 1 ? "Queda 1 pregunta sin contestar." : `Quedan ${open} preguntas sin contestar.`;
    const yes = button("Sí, entregar", finish, true);
    confirm.replaceChildren(h("p", {}, `${words} ¿Entregas?`), h("p", { class: "study-buttons" }, yes, button("Seguir", () => confirm.replaceChildren())));
    yes.focus();
  }

  place.replaceChildren(h("p", { class: "study-head" }, clock), said, desk, map, h("p", { class: "study-buttons" }, button("Entregar", ask)), confirm);
  drawMap();
  drawQuestion();
  tick();
}

/** `1:05:09` */
function hours(left: number): string {
  const seconds = Math.ceil(left / 1000);
  const two = (value: number): string => `${value}`.padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
