/** A question and its grade in; what the learner reads after answering out: why, the right answer, where it stands. */

import type { Grade, Question } from "../core/index.ts";
import { h } from "./dom.ts";
import { inline, plain } from "./markdown.ts";
import { linkTo, topicTitle } from "./site.ts";

/** Everything after the verdict, which is announced apart. */
export function feedback(question: Question, grade: Grade): HTMLElement {
  return h("div", { class: "study-feedback" }, ...pieces(question, grade), ...solution(question, grade), because(question, grade), places(question));
}

/** In a route, the right option has said it. */
const because = (question: Question, grade: Grade): HTMLElement | null =>
  (grade.why && question.kind !== "route" ? h("p", {}, h("strong", {}, "Por qué: "), ...inline(grade.why)) : null);

/** What is wrong with a typed answer beyond what was announced; the other kinds show their parts where they stand. */
function pieces(question: Question, grade: Grade): HTMLElement[] {
  if (question.kind !== "command" && question.kind !== "fault") return [];
  const parts = grade.parts.filter((part) => part.why && part.why !== grade.message);
  const wrong = parts.filter((part) => part.state === "wrong");
  const also = question.kind === "command" ? parts.filter((part) => part.state === "missed") : [];
  const lines = [...wrong, ...also].map((part) => h("li", {}, ...inline(part.text), ": ", ...inline(part.why)));
  return lines.length > 0 ? [h("ul", {}, ...lines)] : [];
}

function solution(question: Question, grade: Grade): HTMLElement[] {
  if (question.kind === "choice" || question.kind === "match" || grade.solution.length === 0) return [];
  if (question.kind === "order") {
    if (grade.right) return [];
    const lines = grade.solution.map((text) => h("li", {}, ...inline(text)));
    return [h("p", {}, h("strong", {}, "El orden:")), h("ol", {}, ...lines)];
  }
  const [first = "", ...others] = grade.solution;
  const label = question.kind === "fault" ? "Se arregla así: " : "La respuesta: ";
  const also = others.length > 0 ? [" También vale ", ...others.flatMap((text, index) => [index > 0 ? ", " : "", ...inline(text)]), "."] : [];
  return [h("p", {}, h("strong", {}, label), ...inline(first), also.length > 0 && !plain(first).endsWith(".") ? "." : "", ...also)];
}

function places(question: Question): HTMLElement {
  const links = [h("a", { href: linkTo(`notas/${question.topic}.md`) }, `Los apuntes: ${topicTitle(question.topic)}`)];
  const facts = question.explained ?? [];
  links.push(...facts.map((page, index) => h("a", { href: linkTo(page) }, facts.length === 1 ? "El dato y su prueba" : `Dato ${index + 1} y su prueba`)));
  const sources = question.sources.filter(({ url }) => /^https?:\/\//.test(url)).map(({ url }) => h("a", { href: url, rel: "noopener" }, new URL(url).hostname));
  return h("p", { class: "study-places" }, ...[...links, ...sources].flatMap((link, index) => (index > 0 ? [" · ", link] : [link])));
}
