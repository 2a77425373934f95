/** The practice page's place in; choosing, answering and progress in it out. */

import { type Filter, filterQuestions, KINDS, type Kind, type Question, ratingOf, RETENTION, session } from "../core/index.ts";
import { card, LEVELS } from "./card.ts";
import { charts } from "./charts.ts";
import { button, type Child, h, status } from "./dom.ts";
import { type Learner, learner } from "./learner.ts";
import { course, type Course, topicTitle } from "./site.ts";
import { transfer } from "./transfer.ts";

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  choice: "Elegir",
  command: "Escribir el comando",
  order: "Ordenar",
  fault: "Buscar el fallo",
  match: "Unir",
  route: "A dónde llega",
  cloze: "Completar",
};

/** A sitting: which questions, how far, how well. Kept, so that one can go on. */
interface Sitting {
  readonly ids: readonly string[];
  readonly at: number;
  readonly right: number;
  readonly seed: string;
}

/** Fills the page. Throws an Error with a message for the learner. */
export async function practice(place: HTMLElement): Promise<void> {
  const [data, who] = await Promise.all([course(), learner()]);
  const sitting = sittingOf(await who.kept("session"), data);
  start(place, data, who, sitting);
}

function sittingOf(json: unknown, data: Course): Sitting | null {
  const kept = json as Partial<Record<keyof Sitting, unknown>> | null;
  if (typeof kept !== "object" || !Array.isArray(kept?.ids) || typeof kept.at !== "number" || typeof kept.right !== "number") return null;
  const ids: readonly unknown[] = kept.ids;
  const known = ids.filter((id): id is string => typeof id === "string" && data.byId.has(id));
  return known.length === ids.length && kept.at >= 0 && kept.at < known.length ? { ids: known, at: kept.at, right: kept.right, seed: String(kept.seed) } : null;
}

/** What to practise, and how it has gone so far. */
function start(place: HTMLElement, data: Course, who: Learner, kept: Sitting | null): void {
  const said = status();
  const go = (sitting: Sitting): void => ask(place, data, who, sitting);
  const resume = kept ? h("p", { class: "study-buttons" }, button(`Continuar la sesión (${kept.at} de ${kept.ids.length})`, () => go(kept), true)) : null;
  const progress = h("div");
  const redraw = (): void => progress.replaceChildren(charts(data.bank.questions, who, Date.now()));
  redraw();
  const warning = who.persistent ? null : h("p", { class: "study-hint" }, "Este navegador no deja guardar: el progreso dura hasta que cierres la página. Expórtalo antes.");
  place.replaceChildren(
    ...[resume, choosing(data, who, go, said), said, warning, h("h2", {}, "Tu progreso"), progress, settings(who, redraw), h("details", { class: "study-transfer" }, h("summary", {}, "Llevar el progreso a otro navegador"), transfer(who, redraw))].filter((one) => one !== null),
  );
}

function choosing(data: Course, who: Learner, go: (sitting: Sitting) => void, said: HTMLElement): HTMLElement {
  const topics = [...new Set(data.bank.questions.map((one) => one.topic))];
  const [topic, topicRow] = pick("Tema", [["", "Todos"], ...topics.map((one) => [one, topicTitle(one)] as const)]);
  const [kind, kindRow] = pick("Tipo", [["", "Todos"], ...KINDS.map((one) => [one, KIND_NAMES[one]] as const)]);
  const [level, levelRow] = pick("Dificultad", [["", "Todas"], ...LEVELS.slice(1).map((name, index) => [`${index + 1}`, name] as const)]);
  const [size, sizeRow] = pick("Cuántas", [["10", "10"], ["20", "20"], ["due", "Todas las pendientes"]]);
  const failed = h("input", { type: "checkbox" });
  const asked = new URLSearchParams(location.search).get("tema");
  if (asked && topics.includes(asked)) topic.value = asked;

  function begin(event: Event): void {
    event.preventDefault();
    const filter: Filter = {
      topics: topic.value ? [topic.value] : [],
      kinds: KINDS.filter((one) => one === kind.value),
      difficulties: level.value ? [Number(level.value)] : [],
      onlyFailed: failed.checked,
    };
    const now = Date.now();
    const ids = chosen(filterQuestions(data.bank.questions, filter, who.memory), who, failed.checked, size.value === "due" ? "due" : Number(size.value), now);
    if (ids.length > 0) return go({ ids, at: 0, right: 0, seed: `${now}` });
    said.textContent = size.value === "due" ? "No hay nada pendiente con esos filtros: elige 10 o 20 para ver preguntas nuevas." : "No hay preguntas nuevas ni pendientes con esos filtros.";
  }
  return h(
    "form",
    { class: "study-choosing", onsubmit: begin },
    h("div", { class: "study-row" }, topicRow, kindRow, levelRow, sizeRow),
    h("p", {}, h("label", {}, failed, " Solo las que fallé la última vez")),
    h("p", { class: "study-buttons" }, h("button", { type: "submit", class: "md-button md-button--primary" }, "Empezar")),
  );
}

/** What failed last is asked again at once, due or not. */
function chosen(fitting: readonly Question[], who: Learner, failed: boolean, size: number | "due", now: number): readonly string[] {
  return failed && size !== "due" ? fitting.slice(0, size).map((one) => one.id) : session(fitting, who.memory, now, size);
}

function pick(label: string, options: readonly (readonly [string, string])[]): [HTMLSelectElement, HTMLElement] {
  const select = h("select", {}, ...options.map(([value, text]) => h("option", { value }, text)));
  return [select, h("label", { class: "study-field" }, h("span", {}, label), select)];
}

/** One question after the other. */
function ask(place: HTMLElement, data: Course, who: Learner, sitting: Sitting): void {
  const { ids, at, seed } = sitting;
  const question = data.byId.get(ids[at] ?? "");
  if (!question) return finish(place, data, who, sitting);
  let after = { ...sitting, at: at + 1 };
  const shown = card(question, data.programs, {
    title: `Pregunta ${at + 1} de ${ids.length}`,
    seed,
    level: 2,
    graded: (grade) => {
      after = { ...after, right: sitting.right + (grade.right ? 1 : 0) };
      void who.answered([{ id: question.id, rating: ratingOf(grade) }], Date.now());
      void who.keep("session", after.at < ids.length ? after : null);
    },
    after: { text: at + 1 < ids.length ? "Siguiente" : "Terminar", act: () => ask(place, data, who, after) },
  });
  const bar = h("progress", { max: ids.length, value: at, "aria-label": "Avance de la sesión" });
  const leave = button("Dejarlo por ahora", () => void who.kept("session").then((kept) => start(place, data, who, sittingOf(kept, data))));
  void who.keep("session", sitting);
  place.replaceChildren(bar, shown, h("p", { class: "study-buttons study-leave" }, leave));
  show(place);
}

function finish(place: HTMLElement, data: Course, who: Learner, { ids, right }: Sitting): void {
  const words = `Has acertado ${right} de ${ids.length}.`;
  place.replaceChildren(
    h("h2", { class: "study-title", tabindex: -1 }, "Sesión terminada"),
    h("p", {}, words),
    h("p", { class: "study-buttons" }, button("Otra sesión", () => start(place, data, who, null), true)),
    charts(data.bank.questions, who, Date.now()),
  );
  show(place);
}

/** The new screen's title comes into view and takes the focus. */
function show(place: HTMLElement): void {
  place.scrollIntoView({ block: "start" });
  place.querySelector<HTMLElement>(".study-title")?.focus({ preventScroll: true });
}

function settings(who: Learner, changed: () => void): Child {
  const { least, most } = RETENTION;
  const shares = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97].filter((share) => share >= least && share <= most);
  const [select, row] = pick("Cuánto quieres recordar", shares.map((share) => [`${share}`, `${Math.round(share * 100)} %`] as const));
  select.value = `${shares.find((share) => share >= who.progress.settings.retention) ?? most}`;
  select.addEventListener("change", () => void who.wants(Number(select.value), Date.now()).then(changed));
  return h("div", { class: "study-row study-settings" }, row);
}
