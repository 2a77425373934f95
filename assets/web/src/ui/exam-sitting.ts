/** An exam in; its questions with free navigation, flags and a clock, and the exam as answered once handed in, out. */

import { answerExam, type Exam, flagExam, goTo, isOver, overview, prepare, type Question, shownIn, speak, timeLeft, worded } from "../core/index.ts";
import { control } from "./controls.ts";
import { button, h, status } from "./dom.ts";
import { languageSwitch } from "./language-switch.ts";
import type { Learner } from "./learner.ts";
import type { Course } from "./site.ts";

const WARNINGS: readonly number[] = [10, 5, 1];

/** Shows the exam until it is handed in or its time is up. */
export function sit(place: HTMLElement, data: Course, who: Learner, exam: Exam, done: (exam: Exam) => void): void {
  new Sitting(data, who, exam, done).open(place);
}

/** The exam on the screen: each thing done gives the next state, which is kept and drawn. */
class Sitting {
  private readonly clock = h("strong", { role: "timer", class: "study-clock" });
  private readonly said = status();
  private readonly map = h("ol", { class: "study-map", "aria-label": "Preguntas del examen" });
  private readonly desk = h("div");
  private readonly confirm = h("div");
  private readonly hand = button("Entregar", () => this.ask());
  private readonly data: Course;
  private readonly who: Learner;
  private readonly done: (exam: Exam) => void;
  private exam: Exam;
  private ticking = 0;

  constructor(data: Course, who: Learner, exam: Exam, done: (exam: Exam) => void) {
    this.data = data;
    this.who = who;
    this.exam = exam;
    this.done = done;
  }

  open(place: HTMLElement): void {
    const language = languageSwitch(this.exam.language, (chosen) => {
      this.change(speak(this.exam, chosen));
      this.drawQuestion();
    });
    const head = h("div", { class: "study-head" }, this.clock, language);
    const warning = this.who.persistent ? null : h("p", { class: "study-hint", role: "note" }, "Este navegador no deja guardar: si cierras o recargas la página, el examen se pierde.");
    place.replaceChildren(...[head, this.said, warning, this.desk, this.map, h("p", { class: "study-buttons" }, this.hand), this.confirm].filter((one) => one !== null));
    this.ticking = window.setInterval(() => this.tick(), 1000);
    this.drawMap();
    this.drawQuestion();
    this.tick();
  }

  private change(exam: Exam): void {
    this.exam = exam;
    void this.who.keep("exam", exam);
    this.drawMap();
  }

  private finish(): void {
    clearInterval(this.ticking);
    this.done(this.exam);
  }

  private tick(): void {
    if (!this.desk.isConnected) return clearInterval(this.ticking);
    const left = timeLeft(this.exam, Date.now());
    this.clock.textContent = `Quedan ${hours(left)}`;
    const warned = WARNINGS.find((minutes) => Math.ceil(left / 1000) === minutes * 60);
    if (warned) this.said.textContent = warned === 1 ? "Queda 1 minuto." : `Quedan ${warned} minutos.`;
    if (isOver(this.exam, Date.now())) this.finish();
  }

  private drawMap(): void {
    const buttons = overview(this.exam).map(({ answered, flagged }, index) => {
      const words = [`Pregunta ${index + 1}`, answered ? "contestada" : "sin contestar", flagged ? "marcada" : ""].filter(Boolean).join(", ");
      const current = index === this.exam.position;
      const sign = `${index + 1}${answered ? " ✓" : ""}${flagged ? " ⚑" : ""}`;
      return h("li", {}, h("button", { type: "button", "aria-label": words, ...(current ? { "aria-current": "step" } : {}), onclick: () => this.visit(index) }, sign));
    });
    this.map.replaceChildren(...buttons);
  }

  private visit(position: number): void {
    this.change(goTo(this.exam, position));
    this.drawQuestion();
    this.desk.querySelector<HTMLElement>(".study-title")?.focus();
  }

  private drawQuestion(): void {
    const { position, questions } = this.exam;
    const question = this.data.byId.get(questions[position] ?? "");
    const title = h("h2", { class: "study-title", tabindex: -1 }, question ? `Pregunta ${position + 1} de ${questions.length}` : "Esta pregunta ya no existe.");
    const asked = question ? [this.control(question), h("p", { class: "study-buttons" }, this.flag(question.id))] : [];
    this.confirm.replaceChildren();
    this.desk.replaceChildren(h("div", { class: "study-card" }, title, ...asked), this.steps());
  }

  private control(question: Question): HTMLElement {
    const { seed, answers, language } = this.exam;
    const shown = prepare(worded(question, language), seed);
    const taken = control(shown, answers[question.id] ?? null, () => this.change(answerExam(this.exam, question.id, taken.answer(), Date.now())), shownIn(question, language));
    return taken.element;
  }

  private flag(id: string): HTMLElement {
    const flagged = (): string => `${this.exam.flagged.includes(id)}`;
    const flag = button("⚑ Marcar para repasar", () => {
      this.change(flagExam(this.exam, id, Date.now()));
      flag.setAttribute("aria-pressed", flagged());
    });
    flag.setAttribute("aria-pressed", flagged());
    return flag;
  }

  private steps(): HTMLElement {
    const { position, questions } = this.exam;
    const before = button("Anterior", () => this.visit(position - 1));
    const after = button("Siguiente", () => this.visit(position + 1), true);
    before.disabled = position === 0;
    after.disabled = position === questions.length - 1;
    return h("p", { class: "study-buttons" }, before, after);
  }

  private ask(): void {
    const open = overview(this.exam).filter(({ answered }) => !answered).length;
    const words = open === 0 ? "Has contestado todo." : open === 1 ? "Queda 1 pregunta sin contestar." : `Quedan ${open} preguntas sin contestar.`;
    const yes = button("Sí, entregar", () => this.finish(), true);
    const no = button("Seguir", () => {
      this.confirm.replaceChildren();
      this.hand.focus();
    });
    this.confirm.replaceChildren(h("p", {}, `${words} ¿Entregas?`), h("p", { class: "study-buttons" }, yes, no));
    yes.focus();
  }
}

/** `1:05:09` */
function hours(left: number): string {
  const seconds = Math.ceil(left / 1000);
  const two = (value: number): string => `${value}`.padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
