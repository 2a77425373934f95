/** At the terminal every question can be read and answered rightly, and what is no answer is told apart from a wrong one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { grade, type Prepared, prepare, type Question } from "../src/core/index.ts";
import { asked, plain, typedAnswer } from "../src/cli/typed-answers.ts";
import { bank, programs } from "./site.ts";

const letters = (shown: readonly { readonly key: number }[], keys: readonly number[]): string =>
  keys.map((key) => "abcdefghijkl"[shown.findIndex((one) => one.key === key)]).join(" ");

/** What one types to be right. */
function rightly(question: Question, shown: Prepared): string {
  if (question.kind === "command") return question.run;
  if (question.kind === "cloze") return (/\*\*(.+?)\*\*/.exec(question.prompt)?.[1] ?? "").replaceAll("`", "");
  if (question.kind === "fault") return `${question.lines[0]}`;
  if (shown.kind === "route") return letters(shown.options, [0]);
  if (shown.kind === "order") return letters(shown.steps, [...shown.steps.keys()]);
  if (shown.kind === "match") return letters(shown.rights, [...shown.lefts.keys()]);
  const rights = question.kind === "choice" ? question.options.flatMap(({ right }, key) => (right ? [key] : [])) : [];
  return shown.kind === "choice" ? letters(shown.options, rights) : "";
}

test("every question can be read, and what is right can be typed", () => {
  for (const question of bank.questions) {
    const shown = prepare(question, "s");
    const answer = typedAnswer(shown, ` ${rightly(question, shown)} `);
    assert.ok(asked(shown).every((line) => !line.includes("undefined")), question.id);
    assert.ok(answer && grade(question, answer, programs).right, question.id);
  }
});

test("what is no answer is none", () => {
  const options = [0, 1, 2].map((key) => ({ key, text: `${key}` }));
  const choice: Prepared = { kind: "choice", id: "q/x", prompt: "", language: "text", several: false, options };
  const order: Prepared = { kind: "order", id: "q/x", prompt: "", steps: options };
  const fault: Prepared = { kind: "fault", id: "q/x", prompt: "", file: "x.yaml", lines: ["a", "b"] };
  for (const typed of ["", "d", "a b", "aa", "1"]) assert.equal(typedAnswer(choice, typed), null, typed);
  for (const typed of ["", "ab", "abca"]) assert.equal(typedAnswer(order, typed), null, typed);
  for (const typed of ["", "0", "3", "1.5", "a"]) assert.equal(typedAnswer(fault, typed), null, typed);
  assert.deepEqual(typedAnswer({ ...choice, several: true }, "C, a"), { kind: "choice", chosen: [2, 0] });
  assert.deepEqual(typedAnswer(order, "cab"), { kind: "order", order: [2, 0, 1] });
});

test("marks are left out, code is not touched", () => {
  assert.equal(plain("**no** es *taint* ni `a*b*c` ni `**x**`"), "no es taint ni `a*b*c` ni `**x**`");
});
