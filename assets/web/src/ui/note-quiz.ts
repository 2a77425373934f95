/** The questions of a note page in; the same ones to be answered with grading and progress out, once the reader asks for it. */

import { type Grade, ratingOf } from "../core/index.ts";
import { card } from "./card.ts";
import { h } from "./dom.ts";
import { learner } from "./learner.ts";
import { type Course, topicCourse } from "./site.ts";

/** Puts each question in its place on the page. Throws an Error with a message for the reader. */
export async function answerHere(sections: readonly HTMLElement[]): Promise<void> {
  const topic = /\/notas\/([^/]+)/.exec(location.pathname)?.[1] ?? "";
  const [data, who] = await Promise.all([topicCourse(topic), learner()]);
  sections.forEach((section, index) => {
    const question = data.byId.get(section.dataset["questionId"] ?? "");
    if (!question) return;
    const graded = (grade: Grade): void => void who.answered([{ id: question.id, rating: ratingOf(grade) }], Date.now());
    const title = `Pregunta ${index + 1} de ${sections.length}`;
    section.replaceChildren(ask(question.id, data, title, graded, 0));
  });
  sections[0]?.querySelector<HTMLElement>(".study-title")?.focus();
}

/** The question; answered, it can be asked anew, mixed otherwise. */
function ask(id: string, data: Course, title: string, graded: (grade: Grade) => void, round: number): HTMLElement {
  const question = data.byId.get(id);
  if (!question) return h("p");
  const again = (): void => {
    const fresh = ask(id, data, title, graded, round + 1);
    asked.replaceWith(fresh);
    fresh.querySelector<HTMLElement>(".study-title")?.focus();
  };
  const asked: HTMLElement = card(question, data.programs, { title, level: 3, seed: `${round}`, graded, after: { text: "Otra vez", act: again } });
  return asked;
}
