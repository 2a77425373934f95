/** What one writes in the workshop in; the same at the next visit out, as long as the browser lets anything be kept. */

import type { Stopwatch } from "../../core/stopwatch.ts";

const PREFIX = "apuntes-taller:";
const DRAFTS_KEPT = 30;

/** A text being written; `route` is the address of what it started from, without its `#`. */
export interface Draft {
  readonly route: string;
  readonly text: string;
  /** What was there before it was last reset. */
  readonly before: string | null;
  readonly at: number;
}

/** How far one has got with a task. */
export interface TaskWork {
  readonly hints: number;
  readonly watch: Stopwatch;
  /** Whether the solution was looked at. */
  readonly seen: boolean;
  /** How it was solved for the first time, if it was. */
  readonly done: { readonly at: number; readonly spent: number; readonly hints: number; readonly seen: boolean } | null;
}

const UNTOUCHED: TaskWork = { hints: 0, watch: { counted: 0, since: null }, seen: false, done: null };

/** Used where the browser keeps nothing: lasts as long as the page. */
const memory = new Map<string, string>();
let persistent = true;

/** Whether what is written is still there after a reload; known once something was written. */
export const keeps = (): boolean => persistent;

/** The draft of a route, or null. */
export function draft(route: string): Draft | null {
  const found = read(`texto:${key(route)}`) as Partial<Draft> | null;
  if (typeof found?.text !== "string" || found.route !== route) return null;
  return { route, text: found.text, before: typeof found.before === "string" ? found.before : null, at: Number(found.at) || 0 };
}

/** Keeps a draft; the oldest of too many are let go. */
export function keepDraft(one: Draft): void {
  write(`texto:${key(one.route)}`, one);
  for (const { route } of drafts().slice(DRAFTS_KEPT)) forgetDraft(route);
}

export const forgetDraft = (route: string): void => remove(`texto:${key(route)}`);

/** All drafts that do not belong to a task, the last one first. */
export function drafts(): readonly Draft[] {
  const routes = names("texto:").map((name) => (read(name) as Partial<Draft> | null)?.route);
  const found = routes.map((route) => (typeof route === "string" && !route.startsWith("tarea=") ? draft(route) : null));
  return found.filter((one) => one !== null).toSorted((a, b) => b.at - a.at);
}

/** The work on a task, by its id. */
export function taskWork(id: string): TaskWork {
  const found = read(`tarea:${id}`) as Partial<TaskWork> | null;
  if (typeof found !== "object" || found === null) return UNTOUCHED;
  const { hints, watch, seen, done } = found;
  return {
    hints: Number(hints) || 0,
    watch: { counted: Number(watch?.counted) || 0, since: typeof watch?.since === "number" ? watch.since : null },
    seen: seen === true,
    done: typeof done === "object" && done ? { at: Number(done.at) || 0, spent: Number(done.spent) || 0, hints: Number(done.hints) || 0, seen: done.seen === true } : null,
  };
}

export const changeTaskWork = (id: string, changed: Partial<TaskWork>): void => write(`tarea:${id}`, { ...taskWork(id), ...changed });

/** The Kubernetes version that was chosen last, or nothing. */
export function chosenMinor(): string {
  const found = read("version");
  return typeof found === "string" ? found : "";
}

export const keepMinor = (minor: string): void => write("version", minor);

/** Routes carry whole texts: what they are kept under must be short. */
function key(route: string): string {
  if (route.length < 60) return route;
  let hash = 0xcbf29ce484222325n;
  for (const char of route) hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return `m:${hash.toString(36)}`;
}

function read(name: string): unknown {
  try {
    return JSON.parse(memory.get(name) ?? localStorage.getItem(PREFIX + name) ?? "null");
  } catch {
    return null;
  }
}

function write(name: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + name, text);
    memory.delete(name);
  } catch {
    persistent = false;
    memory.set(name, text);
  }
}

function remove(name: string): void {
  memory.delete(name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    persistent = false;
  }
}

function names(start: string): readonly string[] {
  const found = new Set(memory.keys());
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) found.add(name.slice(PREFIX.length));
  } catch {
    persistent = false;
  }
  return [...found].filter((name) => name.startsWith(start)).sort();
}
