/** Progress and memory in; how far the learner is, as short sentences and small bar charts with words, out. */

import { activity, type DayCount, dueForecast, maturity, type Question, retentionOver, streak, weakTopics } from "../core/index.ts";
import { draw, h } from "./dom.ts";
import type { Learner } from "./learner.ts";
import { topicTitle } from "./site.ts";

const DAYS = 14;
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Everything about the progress so far. */
export function charts(questions: readonly Question[], who: Learner, now: number): HTMLElement {
  const offset = -new Date(now).getTimezoneOffset();
  const due = dueForecast(questions, who.memory, now, DAYS, offset);
  const done = activity(who.progress, now, DAYS, offset);
  return h(
    "div",
    { class: "study-charts" },
    summary(questions, who, now, offset, due[0]?.count ?? 0),
    bars("Respuestas en los últimos 14 días", done),
    bars("Pendientes desde hoy, 14 días", due),
    weak(questions, who),
  );
}

function summary(questions: readonly Question[], who: Learner, now: number, offset: number, due: number): HTMLElement {
  const run = streak(who.progress, now, offset);
  const { rate } = retentionOver(who.progress, now, 30, offset);
  const { fresh, young, mature } = maturity(questions, who.memory);
  const facts: readonly (readonly [string, string])[] = [
    ["Racha", run.current > 0 && !run.today ? `${counted(run.current, "día", "días")} (hoy aún no)` : counted(run.current, "día", "días")],
    ["Para hoy", counted(due, "pregunta", "preguntas")],
    ["Recordado en 30 días", rate === null ? "sin datos" : `${Math.round(rate * 100)} %`],
    ["Nuevas, en curso, sabidas", `${fresh}, ${young}, ${mature}`],
  ];
  return h("dl", { class: "study-facts" }, ...facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

/** Nothing where there is nothing to show. */
function bars(title: string, counts: readonly DayCount[]): HTMLElement | null {
  const most = Math.max(...counts.map(({ count }) => count));
  if (most === 0) return null;
  const columns = counts.map(({ day, count }, index) => {
    const height = count === 0 ? 1 : Math.max(3, (36 * count) / most);
    return draw("rect", { x: index * 10 + 1, y: 38 - height, width: 8, height }, draw("title", {}, document.createTextNode(`${day}: ${count}`)));
  });
  const words = counts.filter(({ count }) => count > 0).map(({ day, count }) => `${day}: ${count}`).join("; ");
  const picture = draw("svg", { viewBox: `0 0 ${counts.length * 10} 40`, role: "img", "aria-label": `${title}. ${words}.`, preserveAspectRatio: "none" }, ...columns);
  return h("figure", { class: "study-bars" }, h("figcaption", {}, `${title}. Lo más en un día: ${most}.`), picture);
}

function weak(questions: readonly Question[], who: Learner): HTMLElement {
  const found = weakTopics(questions, who.progress).filter(({ failed }) => failed > 0).slice(0, 5);
  if (found.length === 0) return h("p", { class: "study-hint" }, "Aquí saldrán los temas en los que más fallas.");
  const lines = found.map(({ topic, answers, failed, weakness }) =>
    h("li", {}, `${topicTitle(topic)}: ${failed} de ${answers} falladas `, h("meter", { min: 0, max: 1, low: 0.3, high: 0.5, optimum: 0, value: weakness, "aria-hidden": true })),
  );
  return h("div", {}, h("p", {}, h("strong", {}, "Temas flojos")), h("ul", {}, ...lines));
}
