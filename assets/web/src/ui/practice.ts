/** The practice page's place in; choosing, answering and progress in it out. */

import { type Answer, type Curriculum, ratingOf, readAnswer, RETENTION } from "../core/index.ts";
import { card } from "./card.ts";
import { charts } from "./charts.ts";
import { choosing, pick } from "./choosing.ts";
import { button, h } from "./dom.ts";
import { type Learner, learner } from "./learner.ts";
import { course, type Course, curriculum } from "./site.ts";
import { transfer } from "./transfer.ts";

/** A sitting: which questions, how far, how well. Kept, so that one can go on. */
interface Sitting {
  readonly ids: readonly string[];
  readonly at: number;
  readonly right: number;
  readonly seed: string;
  /** What has been answered to the question at hand and not checked yet. */
  readonly draft: Answer | null;
}

/** What the page works with. */
interface Desk {
  readonly place: HTMLElement;
  readonly data: Course;
  readonly plan: Curriculum;
  readonly who: Learner;
}

/** Fills the page. Throws an Error with a message for the learner. */
export async function practice(place: HTMLElement): Promise<void> {
  const [data, plan, who] = await Promise.all([course(), curriculum(), learner()]);
  start({ place, data, plan, who }, sittingOf(await who.kept("session"), data));
}

function sittingOf(json: unknown, data: Course): Sitting | null {
  const kept = json as Partial<Record<keyof Sitting, unknown>> | null;
  if (typeof kept !== "object" || !Array.isArray(kept?.ids) || typeof kept.at !== "number" || typeof kept.right !== "number") return null;
  const ids: readonly unknown[] = kept.ids;
  const known = ids.filter((id): id is string => typeof id === "string" && data.byId.has(id));
  const whole = known.length === ids.length && kept.at >= 0 && kept.at < known.length;
  return whole ? { ids: known, at: kept.at, right: kept.right, seed: String(kept.seed), draft: readAnswer(kept.draft) } : null;
}

/** What to practise, and how it has gone so far. */
function start(desk: Desk, kept: Sitting | null): void {
  const { place, data, plan, who } = desk;
  const { questions } = data.bank;
  const resume = kept ? h("p", { class: "study-buttons" }, button(`Continuar la sesión (${kept.at} de ${kept.ids.length})`, () => ask(desk, kept), true)) : null;
  const begin = (ids: readonly string[]): void => ask(desk, { ids, at: 0, right: 0, seed: `${Date.now()}`, draft: null });
  const warning = who.persistent ? null : h("p", { class: "study-hint", role: "note" }, "Este navegador no deja guardar: el progreso dura hasta que cierres la página. Expórtalo antes.");
  const progress = h("div");
  const redraw = (): void => progress.replaceChildren(charts(questions, who, Date.now()));
  redraw();
  const moving = h("details", { class: "study-transfer" }, h("summary", {}, "Llevar el progreso a otro navegador"), transfer(who, redraw));
  const shown = [warning, resume, choosing(questions, plan, who, begin), h("h2", {}, "Tu progreso"), progress, settings(who, redraw), moving];
  place.replaceChildren(...shown.filter((one) => one !== null));
}

/** One question after the other. */
function ask(desk: Desk, sitting: Sitting): void {
  const { place, data, who } = desk;
  const { ids, at, seed } = sitting;
  const question = data.byId.get(ids[at] ?? "");
  if (!question) return finish(desk, sitting);
  let after: Sitting = { ...sitting, at: at + 1, draft: null };
  const shown = card(question, data.programs, {
    title: `Pregunta ${at + 1} de ${ids.length}`,
    seed,
    level: 2,
    draft: { given: sitting.draft, keep: (draft) => void who.keep("session", { ...sitting, draft }) },
    graded: (grade) => {
      after = { ...after, right: sitting.right + (grade.right ? 1 : 0) };
      void who.answered([{ id: question.id, rating: ratingOf(grade) }], Date.now());
      void who.keep("session", after.at < ids.length ? after : null);
    },
    after: { text: at + 1 < ids.length ? "Siguiente" : "Terminar", act: () => ask(desk, after) },
  });
  const bar = h("progress", { max: ids.length, value: at, "aria-label": "Avance de la sesión" });
  const leave = button("Dejarlo por ahora", () => void who.kept("session").then((kept) => start(desk, sittingOf(kept, data))));
  void who.keep("session", sitting);
  place.replaceChildren(bar, shown, h("p", { class: "study-buttons study-leave" }, leave));
  show(place);
}

function finish(desk: Desk, { ids, right }: Sitting): void {
  const { place, data, who } = desk;
  place.replaceChildren(
    h("h2", { class: "study-title", tabindex: -1 }, "Sesión terminada"),
    h("p", {}, `Has acertado ${right} de ${ids.length}.`),
    h("p", { class: "study-buttons" }, button("Otra sesión", () => start(desk, null), true)),
    charts(data.bank.questions, who, Date.now()),
  );
  show(place);
}

/** The new screen's title comes into view and takes the focus. */
function show(place: HTMLElement): void {
  place.scrollIntoView({ block: "start" });
  place.querySelector<HTMLElement>(".study-title")?.focus({ preventScroll: true });
}

function settings(who: Learner, changed: () => void): HTMLElement {
  const { least, most } = RETENTION;
  const shares = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97].filter((share) => share >= least && share <= most);
  const [select, row] = pick("Cuánto quieres recordar", shares.map((share) => [`${share}`, `${Math.round(share * 100)} %`] as const), "recuerdo");
  select.value = `${shares.find((share) => share >= who.progress.settings.retention) ?? most}`;
  select.addEventListener("change", () => void who.wants(Number(select.value), Date.now()).then(changed));
  const hint = h("p", { class: "study-hint" }, "Cada pregunta vuelve cuando la probabilidad de recordarla baja de ahí: cuanto más alto, más repasos.");
  return h("div", { class: "study-settings" }, row, hint);
}
