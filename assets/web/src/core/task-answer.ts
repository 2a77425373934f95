/** A task and the manifests that somebody hands in for it in; which of its checks they pass out. */

import { a, type Finding, holds, type ManifestObject, no, readManifest } from "./manifest/index.ts";
import type { Task, ToldCheck } from "./tasks.ts";

/** What came of one check. */
export interface Checked {
  readonly check: ToldCheck;
  readonly passed: boolean;
}

/** An object that the task asks for and that is not there: the words that its checks have for it, and what to say. */
export interface Missing {
  readonly object: string;
  readonly why: string;
  /** What may have been meant for it; may be empty. */
  readonly hint: string;
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
  /** Of these objects, all checks fail for that one reason. */
  readonly missing: readonly Missing[];
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
  if (unreadable.length > 0) return { unreadable, checks: [], missing: [], tried: [], likely: "" };
  const found = fare(task, [...before, ...objects], attempt);
  const missing = missingObjects(task, [...before, ...objects], objects);
  return { unreadable: [], ...found, missing, likely: likely(task, before, attempt, pattern(found)) };
}

/** `own` are the objects of the answer: one of them may have another name than it should. */
function missingObjects(task: Task, all: readonly ManifestObject[], own: readonly ManifestObject[]): readonly Missing[] {
  const wanted = task.checks.filter(({ absent, path = [] }) => !absent || path.length > 0);
  const once = [...new Map(wanted.map((check) => [check.object, check])).values()];
  const is = (one: ManifestObject, { kind, name, namespace = "default" }: ToldCheck): boolean => one.kind === kind && one.name === name && one.namespace === namespace;
  return once.filter((check) => !all.some((one) => is(one, check))).map((check) => {
    const { kind, name, namespace = "default" } = check;
    const rivals = own.filter((one) => one.kind === kind && !once.some((other) => is(one, other)));
    const elsewhere = rivals.find((one) => one.name === name);
    const [other] = rivals;
    const hint = elsewhere
      ? `Está en el namespace \`${elsewhere.namespace}\`: revisa \`metadata.namespace\`.`
      : other
        ? `Has escrito ${a(kind)} \`${other.name}\`: revisa \`metadata.name\`.`
        : "";
    return { object: check.object, why: `No hay ${no(kind)} \`${name}\` en el namespace \`${namespace}\`.`, hint };
  });
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
