/** A task and the manifests that somebody hands in for it in; which of its checks they pass out. */

import { type Finding, holds, type ManifestObject, readManifest } from "./manifest/index.ts";
import type { Task, ToldCheck } from "./tasks.ts";

/** What came of one check. */
export interface Checked {
  readonly check: ToldCheck;
  readonly passed: boolean;
}

/** What came of a connection or a request. Texts are Spanish, with `code` between backticks. */
export interface Attempted {
  /** What should happen. */
  readonly wanted: string;
  /** Null where the rules of the route explorer cannot tell. */
  readonly passed: boolean | null;
  /** What happens, and why. */
  readonly why: string;
}

/** What came of everything. */
export interface Judged {
  /** Why the answer is no YAML; then nothing was checked. */
  readonly unreadable: readonly Finding[];
  readonly checks: readonly Checked[];
  readonly tried: readonly Attempted[];
  /** Why the typical wrong answer that fares just the same is wrong; empty where there is no single one. */
  readonly likely: string;
}

/** Tries what the task wants tried on what the cluster would hold: see task-attempts.ts. */
export type Attempt = (task: Task, objects: readonly ManifestObject[]) => readonly Attempted[];

/** `given` are the texts of the manifests that are there already. */
export function judge(task: Task, given: readonly string[], answer: string, attempt: Attempt): Judged {
  const before = given.flatMap((text) => readManifest(text).objects);
  const { objects, findings } = readManifest(answer);
  const unreadable = findings.filter((one) => one.severity === "error");
  if (unreadable.length > 0) return { unreadable, checks: [], tried: [], likely: "" };
  const found = fare(task, [...before, ...objects], attempt);
  return { unreadable: [], ...found, likely: likely(task, before, attempt, pattern(found)) };
}

type Fared = Pick<Judged, "checks" | "tried">;

const fare = (task: Task, objects: readonly ManifestObject[], attempt: Attempt): Fared => ({
  checks: task.checks.map((check) => ({ check, passed: holds(check, objects) })),
  tried: attempt(task, objects),
});

const pattern = ({ checks, tried }: Fared): string => [...checks, ...tried].map(({ passed }) => (passed === false ? "0" : "1")).join("");

/** An answer that passes nothing is like nothing, and one that passes all is like no wrong one. */
function likely(task: Task, before: readonly ManifestObject[], attempt: Attempt, found: string): string {
  if (!found.includes("0") || !found.includes("1")) return "";
  const alike = task.wrong.filter(({ answer }) => pattern(fare(task, [...before, ...readManifest(answer).objects], attempt)) === found);
  const [only] = alike;
  return only && alike.length === 1 ? only.why : "";
}
