/** Every question of the bank can be shown and graded: its right answer is right, any other is not, and both are told why. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Answer, type Grade, grade, KINDS, prepare, type Question } from "../src/core/index.ts";
import { bank, programs } from "./site.ts";

const { questions } = bank;

function rightAnswer(question: Question): Answer {
  switch (question.kind) {
    case "choice":
      return { kind: "choice", chosen: question.options.flatMap((option, key) => (option.right ? [key] : [])) };
    case "command":
      return { kind: "command", typed: question.run };
    case "order":
      return { kind: "order", order: question.steps.map((_, key) => key) };
    case "fault":
      return { kind: "fault", line: question.lines[0] ?? 0 };
    case "match":
      return { kind: "match", rights: question.pairs.map((_, key) => key) };
    case "route":
      return { kind: "route", chosen: 0 };
    case "cloze":
      return { kind: "cloze", typed: (/\*\*(.+?)\*\*/.exec(question.prompt)?.[1] ?? "").replaceAll("`", "") };
  }
}

function wrongAnswer(question: Question): Answer {
  switch (question.kind) {
    case "choice":
      return { kind: "choice", chosen: question.options.flatMap((option, key) => (option.right ? [] : [key])) };
    case "command":
      return { kind: "command", typed: "true" };
    case "order":
      return { kind: "order", order: question.steps.map((_, key) => key).reverse() };
    case "fault":
      return { kind: "fault", line: 999 };
    case "match":
      return { kind: "match", rights: question.pairs.map((_, key) => (key + 1) % question.pairs.length) };
    case "route":
      return { kind: "route", chosen: 1 };
    case "cloze":
      return { kind: "cloze", typed: "¿?" };
  }
}

const failing = (passes: (question: Question) => boolean): string[] =>
  questions.filter((question) => !passes(question)).map(({ id }) => id);

test("the bank has every kind of question", () => {
  assert.deepEqual([...new Set(questions.map(({ kind }) => kind))].sort(), [...KINDS].sort());
});

test("the right answer of every question is right, and why is told", () => {
  assert.deepEqual(
    failing((one) => {
      const { right, score, why } = grade(one, rightAnswer(one), programs);
      return right && score === 1 && why !== "";
    }),
    [],
  );
});

test("a wrong answer is wrong, what was right is told, and a wrong option tells why", () => {
  const told = ({ right, score, solution, message, parts }: Grade): boolean =>
    !right &&
    score < 1 &&
    solution.length > 0 &&
    message !== "" &&
    parts.every((part) => part.state !== "wrong" || part.why !== "");
  assert.deepEqual(
    failing((one) => told(grade(one, wrongAnswer(one), programs))),
    [],
  );
});

test("no answer, or one of another kind, is wrong and gets nothing", () => {
  const others: (Answer | null)[] = [null, { kind: "cloze", typed: "x" }, { kind: "choice", chosen: [0] }];
  assert.deepEqual(
    failing((one) => others.every((answer) => answer?.kind === one.kind || grade(one, answer, programs).score === 0)),
    [],
  );
});

test("all commands that a question accepts are right, and none of its traps is", () => {
  const wrong = questions.flatMap((one) => {
    if (one.kind !== "command") return [];
    const right = (typed: string): boolean => grade(one, { kind: "command", typed }, programs).right;
    return [...one.accepts.filter((line) => !right(line)), ...one.traps.map((trap) => trap.typed).filter(right)].map(
      (line) => [one.id, line],
    );
  });
  assert.deepEqual(wrong, []);
});

test("a trap that one falls into tells its own reason first", () => {
  const trapped = questions.flatMap((one) => (one.kind === "command" ? one.traps.map((trap) => ({ one, trap })) : []));
  assert.ok(trapped.length > 0);
  for (const { one, trap } of trapped)
    assert.equal(grade(one, { kind: "command", typed: trap.typed }, programs).parts[0]?.why, trap.why);
});

test("what is shown depends on nothing but the question and the seed, has every part once, and is not always the same", () => {
  for (const one of questions) {
    assert.deepEqual(prepare(one, "a"), prepare(one, "a"));
    const shown = prepare(one, "a");
    const keys =
      "options" in shown
        ? shown.options
        : shown.kind === "order"
          ? shown.steps
          : shown.kind === "match"
            ? shown.rights
            : [];
    assert.deepEqual(
      keys.map(({ key }) => key).sort((a, b) => a - b),
      keys.map((_, index) => index),
    );
  }
  const choices = questions.filter(({ kind }) => kind === "choice");
  assert.notDeepEqual(
    choices.map((one) => prepare(one, "a")),
    choices.map((one) => prepare(one, "b")),
  );
});

test("nothing that is shown tells the answer", () => {
  for (const one of questions) {
    const shown = JSON.stringify(prepare(one, "a"));
    assert.ok(!shown.includes(JSON.stringify(one.why)), one.id);
    if (one.kind === "command") assert.ok(!shown.includes(one.run), one.id);
    if (one.kind === "order")
      assert.notDeepEqual(prepare(one, "a"), {
        kind: "order",
        id: one.id,
        prompt: one.prompt,
        steps: one.steps.map((text, key) => ({ key, text })),
      });
  }
});

const base = {
  prompt: "",
  why: "porque sí",
  competency: "x",
  topic: "x",
  difficulty: 1,
  page: "",
  about: [],
  order: 1,
  generated: false,
  sources: [],
  explained: [],
} as const;

test("several right options: half of them is half, and a wrong one costs", () => {
  const options = [true, true, false, false].map((right, key) => ({ text: `${key}`, right, why: `w${key}` }));
  const one: Question = { ...base, id: "q/x", kind: "choice", language: "text", options };
  const score = (...chosen: number[]): number => grade(one, { kind: "choice", chosen }, programs).score;
  assert.deepEqual([score(0, 1), score(0), score(0, 1, 2), score(0, 2), score(2, 3), score()], [1, 0.5, 0.5, 0, 0, 0]);
  assert.deepEqual(
    grade(one, { kind: "choice", chosen: [0, 2] }, programs).parts.map(({ state }) => state),
    ["right", "missed", "wrong", "idle"],
  );
});

test("steps: one out of place does not make all the others wrong", () => {
  const one: Question = { ...base, id: "q/x", kind: "order", steps: ["a", "b", "c", "d"] };
  const found = grade(one, { kind: "order", order: [3, 0, 1, 2] }, programs);
  assert.deepEqual(
    [found.right, found.score, found.parts.map(({ state }) => state), found.parts[3]?.why],
    [false, 0.75, ["right", "right", "right", "wrong"], "Va en el puesto 4."],
  );
  assert.equal(grade(one, { kind: "order", order: [0, 0, 0, 0] }, programs).score, 0);
  assert.ok(!grade(one, { kind: "order", order: [0, 1, 2] }, programs).right);
});

test("a gap: accents, case and quotes do not matter in words; letters do in code", () => {
  const word: Question = {
    ...base,
    id: "q/x",
    kind: "cloze",
    prompt: "Es un **Clúster** así",
    accepts: ["grupo de máquinas"],
  };
  const name: Question = { ...base, id: "q/y", kind: "cloze", prompt: "El campo **`podCIDR`** del nodo", accepts: [] };
  const right = (one: Question, typed: string): boolean => grade(one, { kind: "cloze", typed }, programs).right;
  assert.deepEqual(
    ["clúster", " cluster ", "«Cluster»", "Grupo  de maquinas", "clusters", ""].map((typed) => right(word, typed)),
    [true, true, true, true, false, false],
  );
  assert.deepEqual(
    ["podCIDR", "`podCIDR`", "podcidr"].map((typed) => right(name, typed)),
    [true, true, false],
  );
  assert.ok(!right({ ...base, id: "q/z", kind: "cloze", prompt: "el **año**", accepts: [] }, "ano"));
  assert.equal(grade(word, { kind: "cloze", typed: "clustr" }, programs).message, "Casi: revisa cómo se escribe.");
});

test("whatever an answer holds, grading gives a score from 0 to 1 and never throws", () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.double());
  const answer = fc.oneof(
    fc.record({ kind: fc.constant("choice" as const), chosen: fc.array(number) }),
    fc.record({ kind: fc.constant("order" as const), order: fc.array(number) }),
    fc.record({ kind: fc.constant("match" as const), rights: fc.array(fc.oneof(number, fc.constant(null))) }),
    fc.record({ kind: fc.constant("route" as const), chosen: number }),
    fc.record({ kind: fc.constant("fault" as const), line: number }),
    fc.record({ kind: fc.constant("command" as const), typed: fc.string() }),
    fc.record({ kind: fc.constant("cloze" as const), typed: fc.string() }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...questions), answer, (one, given) => {
      const { right, score } = grade(one, given, programs);
      return score >= 0 && score <= 1 && right === (score === 1);
    }),
    { numRuns: 3000, seed: 7 },
  );
});
