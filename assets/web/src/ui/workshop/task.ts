/** A task of the bank in; the screen on which one solves it as in the exam out. */

import { atZero } from "../../core/stopwatch.ts";
import type { Task } from "../../core/tasks.ts";
import { topicTitle } from "../addresses.ts";
import { h } from "../dom.ts";
import { LEVELS } from "../levels.ts";
import { bench } from "./bench.ts";
import { Checking } from "./checking.ts";
import { Clock } from "./clock.ts";
import type { Bank } from "./data.ts";
import { changeTaskWork, forgetDraft, taskWork } from "./kept.ts";
import type { Screen } from "./screen.ts";
import { givenFiles, hints, wording } from "./wording.ts";

/** The part of the address that opens a task. */
export const taskRoute = ({ id }: Task): string => `tarea=${id.replace("task/", "")}`;

/** Loads the editor with what was written for it before; `redraw` shows the same task anew. */
export async function taskScreen(task: Task, data: Bank, redraw: () => void): Promise<Screen> {
  const files = task.given.map((id) => data.files.find((file) => file.id === id)).filter((file) => file !== undefined);
  const given = files.map((file) => file.text);
  const clock = new Clock(task.seconds, taskWork(task.id).watch, (watch) => changeTaskWork(task.id, { watch }));
  const desk = await bench({ route: taskRoute(task), original: "", minors: data.minors, examMinor: data.examMinor, given, changed: clock.begin });
  const again = (): void => {
    clock.reset();
    desk.close();
    forgetDraft(taskRoute(task));
    changeTaskWork(task.id, { hints: 0, seen: false, watch: atZero });
    redraw();
  };
  const brief = h(
    "div",
    { class: "workshop-brief" },
    h("h2", { class: "study-title", tabindex: -1 }, task.title),
    h("p", { class: "small-print" }, `${topicTitle(task.topic)} · ${LEVELS[task.difficulty] ?? ""}`),
    clock.element,
    wording(task),
    givenFiles(files, (text) => desk.append(text)),
    hints(task.hints, taskWork(task.id).hints, (count) => changeTaskWork(task.id, { hints: count })),
  );
  const checking = new Checking({ task, given, bench: desk, clock, next: () => nextTask(task, data.tasks), again });
  return { element: h("div", { class: "workshop-task" }, brief, h("div", { class: "workshop-desk" }, desk.element, checking.element)), close: desk.close };
}

/** The one after it that is not solved, from the first one on after the last. */
function nextTask(task: Task, tasks: readonly Task[]): { readonly href: string; readonly title: string } | null {
  const at = tasks.indexOf(task);
  const found = [...tasks.slice(at + 1), ...tasks.slice(0, at)].find((one) => taskWork(one.id).done === null);
  return found ? { href: `#${taskRoute(found)}`, title: found.title } : null;
}
