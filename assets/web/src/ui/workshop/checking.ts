/** A task and the desk on which it is solved in; what checks the answer, tells what came of it and shows the solution out. */

import { clockTime } from "../../core/stopwatch.ts";
import { type Attempt, judge } from "../../core/task-answer.ts";
import type { Task } from "../../core/tasks.ts";
import { linkTo } from "../addresses.ts";
import { button, h, status } from "../dom.ts";
import type { Bench } from "./bench.ts";
import type { Clock } from "./clock.ts";
import { changeTaskWork, type TaskWork, taskWork } from "./kept.ts";
import { results } from "./results.ts";
import { solution } from "./solution.ts";

export interface CheckingOptions {
  readonly task: Task;
  /** The texts of what is in the cluster already. */
  readonly given: readonly string[];
  readonly bench: Bench;
  readonly clock: Clock;
  /** The address of the task that comes next, and its title. */
  next(): { readonly href: string; readonly title: string } | null;
  /** From the start again: the clock and the hints too. */
  again(): void;
}

/** Goes below the workbench. */
export class Checking {
  readonly element: HTMLElement;
  private readonly options: CheckingOptions;
  private readonly said = status();
  private readonly told = h("div", { class: "workshop-told" });
  private readonly shown = h("div");

  constructor(options: CheckingOptions) {
    this.options = options;
    this.said.tabIndex = -1;
    const buttons = h("p", { class: "study-buttons" }, button("Comprobar", () => void this.check(), true), button("Ver la solución", () => this.reveal()));
    this.element = h("div", { class: "workshop-checking" }, buttons, this.said, this.told, this.shown);
  }

  private async check(): Promise<void> {
    const { task, given, bench, clock } = this.options;
    const answer = bench.text();
    if (!answer.trim()) return this.tell(false, "Escribe una respuesta antes de comprobar.");
    const judged = judge(task, given, answer, await attempt(task));
    const found = results(judged, bench.findings().filter((one) => one.severity === "error"));
    if (!found.right) {
      this.tell(false, found.words);
      return this.told.replaceChildren(...found.parts);
    }
    clock.stop();
    this.tell(true, solved(task, clock.spent()));
    this.told.replaceChildren(onward(this.options), ...found.parts);
    this.shown.replaceChildren(solution(task, answer));
  }

  private tell(right: boolean, words: string): void {
    this.said.dataset["state"] = right ? "right" : "wrong";
    this.said.textContent = `${right ? "✓" : "✗"} ${words}`;
    this.told.replaceChildren();
    this.said.focus({ preventScroll: true });
    this.said.scrollIntoView({ block: "nearest" });
  }

  private reveal(): void {
    const { task, bench } = this.options;
    changeTaskWork(task.id, { seen: true });
    this.shown.replaceChildren(solution(task, bench.text()));
    this.shown.querySelector<HTMLElement>("h3")?.focus();
  }
}

/** Connections and requests are tried by the rules of the route explorer, which are loaded only for tasks that have some. */
async function attempt({ connections, requests }: Task): Promise<Attempt> {
  return connections.length + requests.length > 0 ? (await import("../../core/task-attempts.ts")).attempts : () => [];
}

/** Notes how it went, the first time, and says so. */
function solved({ id, seconds }: Task, spent: number): string {
  const { hints, seen, done } = taskWork(id);
  changeTaskWork(id, { done: done ?? { at: Date.now(), spent, hints, seen } });
  const late = spent > seconds * 1000 ? "; en el examen habría sido tarde" : "";
  return `Resuelta en ${clockTime(spent)} de ${clockTime(seconds * 1000)}${late}${helped({ hints, seen })}.`;
}

function helped({ hints, seen }: Pick<TaskWork, "hints" | "seen">): string {
  const found = [hints === 0 ? "" : hints === 1 ? "con 1 pista" : `con ${hints} pistas`, seen ? "con la solución a la vista" : ""].filter(Boolean);
  return found.length > 0 ? `, ${found.join(" y ")}` : "";
}

function onward({ task, next, again }: CheckingOptions): HTMLElement {
  const after = next();
  const go = after ? h("a", { class: "md-button md-button--primary", href: after.href }, `Siguiente: ${after.title}`) : h("strong", {}, "No te queda ninguna tarea: las has resuelto todas.");
  return h("p", { class: "study-buttons" }, go, button("Repetir esta", again), h("a", { class: "md-button", href: linkTo(task.page) }, "Ver su página"));
}
