/** A question and its grade in; what the learner reads after answering out: why, the right answer, where it stands. */

import type { Evidence, Grade, Question } from "../core/index.ts";
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

/** Where it is explained, and what each thing it stands on was confirmed with. */
function places(question: Question): HTMLElement {
  const notes = h("a", { href: linkTo(`notas/${question.topic}.md`) }, `Los apuntes: ${topicTitle(question.topic)}`);
  const own = links(question.sources.map(({ url }) => url));
  const lines = question.explained.map((one) => h("li", {}, ...backing(one, question)));
  return h("div", { class: "study-places" }, h("p", {}, ...joined([notes, ...own])), h("ul", {}, ...lines));
}

function backing({ id, page, sources, proof }: Evidence, { explained }: Question): (Node | string)[] {
  const facts = explained.filter((one) => one.id.split("/")[0] !== "q");
  const number = facts.findIndex((one) => one.id === id) + 1;
  const name = number === 0 ? "Esta pregunta" : facts.length === 1 ? "El dato" : `Dato ${number}`;
  const told = proof ? [`✓ ${proof.how} (${day(proof.run_on)})`] : [];
  return joined([...(number === 0 ? [name] : [h("a", { href: linkTo(page) }, name)]), ...told, ...links(sources)]);
}

/** Official pages; nothing but the web is linked. */
function links(sources: readonly string[]): HTMLElement[] {
  return sources.filter((url) => /^https?:\/\//.test(url)).map((url) => h("a", { href: url, rel: "noopener" }, pageName(url)));
}

/** `kubernetes.io: ingress`; for a file of a repository, `kubernetes/api: types.go`. */
function pageName(url: string): string {
  const { hostname, pathname } = new URL(url);
  const parts = pathname.split("/").filter(Boolean);
  const place = hostname === "github.com" && parts[2] === "blob" ? parts.slice(0, 2).join("/") : hostname.replace(/^www\./, "");
  return parts.length > 0 ? `${place}: ${parts.at(-1)}` : place;
}

/** `2026-11-23` → `23-11-2026` */
const day = (date: string): string => date.split("-").reverse().join("-");

const joined = (pieces: readonly (Node | string)[]): (Node | string)[] => pieces.flatMap((piece, index) => (index > 0 ? [" · ", piece] : [piece]));
