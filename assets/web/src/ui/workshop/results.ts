/** What came of an answer in; each check told as passed or failed out, in words. */

import type { Finding } from "../../core/manifest/index.ts";
import type { Checked, Judged, Missing } from "../../core/task-answer.ts";
import { type Child, h } from "../dom.ts";
import { inline } from "../markdown.ts";
import { sentence, shouldBe } from "./words.ts";

/** What the API server takes: it would not do what it seems to, or another object would not find it. */
const TAKEN = new Set(["field-empty", "grant-missing", "namespace-mismatch", "object-duplicate", "ref-unmatched", "route-refused", "section-unknown", "selector-unmatched", "target-port-unknown"]);

/** Whether the answer is right, and everything that says so. */
export interface Results {
  readonly right: boolean;
  readonly words: string;
  readonly parts: readonly HTMLElement[];
}

/** `errors` are what is wrong with the answer, whether or not Kubernetes would refuse it for that. */
export function results(judged: Judged, errors: readonly Finding[]): Results {
  const [first] = judged.unreadable;
  if (first) return { right: false, words: "No se puede leer.", parts: [refusal("El YAML está roto", first)] };
  const all = [...judged.checks, ...judged.tried];
  const failed = all.filter((one) => one.passed === false).length;
  const [error] = errors;
  const [missing] = judged.missing;
  const absent = missing ? `${missing.why.replaceAll("`", "")} ` : "";
  const met = failed === 0 ? "Cumple todo lo que se pide" : `${absent}Cumple ${all.length - failed} de ${all.length} comprobaciones.`;
  return {
    right: failed === 0 && !error,
    words: failed > 0 ? met : error ? `${met}, pero ${isTaken(error) ? "el texto tiene un fallo" : "Kubernetes no lo aceptaría"}.` : `${met}.`,
    parts: [
      error ? refusal(isTaken(error) ? "Hay un fallo" : "Kubernetes rechazaría este texto", error) : null,
      ...judged.missing.map(({ object, why, hint }) => group(inline(object), [row(false, why, hint, "✗ Falta. ")])),
      ...grouped(judged).map(([object, checks]) => group(inline(object), checks.map(({ check, passed }) => row(passed, passed ? check.wanted : shouldBe(check.wanted), "")))),
      judged.tried.length > 0 ? group(["Al probarlo"], judged.tried.map(({ wanted, passed, why }) => row(passed, wanted, passed ? "" : why))) : null,
      judged.likely ? h("p", { class: "workshop-likely" }, h("strong", {}, "Un error típico que da este mismo resultado: "), ...inline(judged.likely)) : null,
    ].filter((part) => part !== null),
  };
}

const isTaken = ({ rule }: Finding): boolean => TAKEN.has(rule);

function refusal(words: string, { line, message, hint }: Finding): HTMLElement {
  const told = [`${words} en la línea ${line}.`, sentence(message), hint && sentence(hint)].filter(Boolean).join(" ");
  return h("p", { class: "workshop-refusal" }, ...inline(told));
}

/** The checks by object; of one that is not there, none. */
function grouped({ checks, missing }: { checks: readonly Checked[]; missing: readonly Missing[] }): readonly (readonly [string, readonly Checked[]])[] {
  const objects = new Map<string, Checked[]>();
  const told = new Set(missing.map(({ object }) => object));
  for (const one of checks.filter(({ check }) => !told.has(check.object))) objects.set(one.check.object, [...(objects.get(one.check.object) ?? []), one]);
  return [...objects];
}

const group = (title: readonly Child[], rows: readonly HTMLElement[]): HTMLElement => h("section", { class: "workshop-checks" }, h("h3", {}, ...title), h("ul", {}, ...rows));

/** `passed` is null where nobody could tell; `label` stands for what it says by itself. */
function row(passed: boolean | null, wanted: string, why: string, label = ""): HTMLElement {
  const [state, sign] = passed === null ? ["idle", "○ Sin probar: "] : passed ? ["right", "✓ Cumple: "] : ["wrong", "✗ No cumple: "];
  const also = why ? h("span", { class: "workshop-fix" }, ...inline(why)) : null;
  return h("li", { "data-state": state }, h("strong", {}, label || sign), h("div", {}, ...inline(wanted), also));
}
