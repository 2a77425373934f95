/** A question in; what asks it, grades the answer and tells why out. */

import { type Answer, grade, type Grade, prepare, type Programs, type Question } from "../core/index.ts";
import { control } from "./controls.ts";
import { button, h, status } from "./dom.ts";
import { feedback } from "./feedback.ts";
import { LEVELS } from "./levels.ts";
import { inline } from "./markdown.ts";

export { LEVELS };

export interface CardOptions {
  /** `Pregunta 2 de 10` */
  readonly title: string;
  /** What mixes its options. */
  readonly seed: string;
  /** Of its heading. */
  readonly level: 2 | 3;
  graded(grade: Grade): void;
  /** What was begun to be answered before, and who keeps it. */
  readonly draft?: { readonly given: Answer | null; keep(answer: Answer | null): void };
  /** What comes after the feedback; without it the same question can be answered again. */
  readonly after?: { readonly text: string; act(): void };
}

/** The question with a button to check it. */
export function card(question: Question, programs: Programs, options: CardOptions): HTMLElement {
  const { draft } = options;
  const taken = control(prepare(question, options.seed), draft?.given ?? null, () => {
    said.replaceChildren();
    draft?.keep(taken.answer());
  });
  const said = status();
  const place = h("div");
  const check = h("button", { type: "submit", class: "md-button md-button--primary" }, "Comprobar");
  const form = h("form", { class: "study-card", onsubmit: (event) => submit(event) }, heading(question, options), taken.element, h("p", { class: "study-buttons" }, check), said, place);

  function submit(event: Event): void {
    event.preventDefault();
    if (!check.isConnected) return;
    const answer = taken.answer();
    if (answer === null) {
      said.textContent = "Responde antes de comprobar.";
      return;
    }
    const found = grade(question, answer, programs);
    taken.mark(found.parts);
    announce(said, found);
    place.append(feedback(question, found));
    check.parentElement?.remove();
    const go = options.after ? button(options.after.text, options.after.act, true) : null;
    if (go) place.append(h("p", { class: "study-buttons" }, go));
    options.graded(found);
    (go ?? said).focus({ preventScroll: true });
  }
  said.tabIndex = -1;
  return form;
}

const heading = (question: Question, { title, level }: CardOptions): HTMLElement => h(level === 2 ? "h2" : "h3", { class: "study-title", tabindex: -1 }, `${title} · ${LEVELS[question.difficulty] ?? ""}`);

function announce(said: HTMLElement, { right, message }: Grade): void {
  said.dataset["state"] = right ? "right" : "wrong";
  said.replaceChildren(`${right ? "✓" : "✗"} `, ...inline(message));
}
