/** The bank in; its tasks by topic, with how far one has got, and filters out. */

import { clockTime } from "../../core/stopwatch.ts";
import type { Task } from "../../core/tasks.ts";
import { LEVELS } from "../levels.ts";
import { h, status } from "../dom.ts";
import { topicTitle } from "../addresses.ts";
import type { Bank } from "./data.ts";
import { taskWork, type TaskWork } from "./kept.ts";
import { taskRoute } from "./task.ts";

const STATES = { done: "Resueltas", begun: "Empezadas", new: "Sin empezar" } as const;
type State = keyof typeof STATES;

/** What was chosen last, for whoever comes back to the list. */
const chosen = { topic: "", competency: "", state: "" };

/** All tasks, filtered as the reader wants. */
export function taskList({ tasks, competencies }: Bank): HTMLElement {
  const place = h("div");
  const said = status();
  const show = (): void => {
    const fitting = tasks.filter((task) => fits(task));
    const topics = [...new Set(fitting.map((task) => task.topic))];
    place.replaceChildren(...topics.map((topic) => topicList(topic, fitting.filter((task) => task.topic === topic))));
    said.textContent = fitting.length === tasks.length ? "" : fitting.length === 1 ? "1 tarea." : `${fitting.length} tareas.`;
  };
  const used = [...new Set(tasks.map((task) => task.competency))];
  const filters = h(
    "div",
    { class: "study-row workshop-filters" },
    pick("topic", "Tema", "Todos", [...new Set(tasks.map((task) => task.topic))].map((one) => [one, topicTitle(one)]), show),
    pick("competency", "Competencia del examen", "Todas", used.map((one) => [one, competencies.get(one) ?? one]), show),
    pick("state", "Estado", "Todas", Object.entries(STATES), show),
  );
  show();
  const done = tasks.filter((task) => stateOf(taskWork(task.id)) === "done").length;
  const bar = h("progress", { max: tasks.length, value: done, "aria-label": "Tareas resueltas" });
  return h("div", { class: "workshop-tasks" }, h("p", {}, `${done} de ${tasks.length} resueltas.`), bar, filters, said, place);
}

function fits(task: Task): boolean {
  const { topic, competency, state } = chosen;
  return (!topic || task.topic === topic) && (!competency || task.competency === competency) && (!state || stateOf(taskWork(task.id)) === state);
}

const stateOf = ({ done, hints, seen, watch }: TaskWork): State => (done ? "done" : hints > 0 || seen || watch.counted > 0 || watch.since !== null ? "begun" : "new");

function pick(name: keyof typeof chosen, label: string, all: string, options: readonly (readonly [string, string])[], show: () => void): HTMLElement {
  const change = (): void => {
    chosen[name] = select.value;
    show();
  };
  const made = options.map(([value, text]) => h("option", { value, selected: chosen[name] === value }, text));
  const select: HTMLSelectElement = h("select", { onchange: change }, h("option", { value: "" }, all), ...made);
  return h("label", { class: "study-field" }, h("span", {}, label), select);
}

function topicList(topic: string, tasks: readonly Task[]): HTMLElement {
  return h("section", {}, h("h3", {}, topicTitle(topic)), h("ul", { class: "workshop-list" }, ...tasks.map(row)));
}

function row(task: Task): HTMLElement {
  const work = taskWork(task.id);
  const state = stateOf(work);
  const about = `${clockTime(task.seconds * 1000)} min · ${LEVELS[task.difficulty] ?? ""}`;
  return h("li", { "data-state": state }, h("a", { href: `#${taskRoute(task)}` }, task.title), h("span", { class: "study-hint" }, about), h("span", { class: "workshop-state" }, told(work, state)));
}

function told({ done, hints }: TaskWork, state: State): string {
  if (state === "new") return "Sin empezar";
  if (!done) return hints > 0 ? `Empezada, ${hints === 1 ? "1 pista" : `${hints} pistas`}` : "Empezada";
  const help = done.seen ? ", con la solución" : done.hints > 0 ? `, ${done.hints === 1 ? "1 pista" : `${done.hints} pistas`}` : "";
  return `✓ Resuelta en ${clockTime(done.spent)}${help}`;
}
