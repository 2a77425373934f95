/** English and Spanish are the same question: the same parts in the same order, the same answers right. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Answer,
  answerExam,
  grade,
  holdsFor,
  openExam,
  prepare,
  type Question,
  readAnswer,
  readBank,
  readExam,
  shownIn,
  speak,
  worded,
} from "../src/core/index.ts";
import { bank, programs } from "./site.ts";

const { questions } = bank;
const written = questions.filter((one) => !one.generated);

/** An answer that is right. */
function right(question: Question): Answer {
  const gap = /\*\*(.+?)\*\*/.exec(question.prompt)?.[1] ?? "";
  switch (question.kind) {
    case "choice":
      return { kind: "choice", chosen: question.options.flatMap((one, key) => (one.right ? [key] : [])) };
    case "command":
      return { kind: "command", typed: question.run };
    case "order":
      return { kind: "order", order: question.steps.map((_, key) => key) };
    case "match":
      return { kind: "match", rights: question.pairs.map((_, key) => key) };
    case "fault":
      return { kind: "fault", line: question.lines[0] ?? 0 };
    case "route":
      return { kind: "route", chosen: 0 };
    case "cloze":
      return { kind: "cloze", typed: gap.replaceAll("`", "") };
  }
}

test("every question written by people can be asked in English, and none is shown in Spanish by mistake", () => {
  assert.deepEqual(
    written.filter((one) => shownIn(one, "en") !== "en").map(({ id }) => id),
    [],
  );
  for (const one of written) {
    const { english, kind } = one;
    const count = kind === "choice" ? one.options.length : kind === "order" ? one.steps.length : kind === "match" ? one.pairs.length : 0;
    const given = [...(english?.options ?? []), ...(english?.steps ?? []), ...(english?.pairs ?? [])].length;
    assert.equal(given, count, one.id);
  }
});

test("what is right in Spanish is right in English, and the other way round", () => {
  for (const one of written) {
    const english = worded(one, "en");
    assert.notEqual(english.prompt, one.prompt, one.id);
    assert.ok(grade(english, right(one), programs).right, one.id);
    assert.ok(grade(one, right(english), programs).right, one.id);
  }
});

test("both are shown in the same order", () => {
  const keys = (one: Question): unknown => {
    const shown = prepare(one, "s");
    if (shown.kind === "choice") return shown.options.map(({ key }) => key);
    if (shown.kind === "order") return shown.steps.map(({ key }) => key);
    return shown.kind === "match" ? shown.rights.map(({ key }) => key) : [];
  };
  for (const one of written) assert.deepEqual(keys(worded(one, "en")), keys(one), one.id);
});

test("Spanish, and a question without English, stay as they are", () => {
  const made = questions.find((one) => one.generated);
  assert.ok(made && written[0]);
  assert.deepEqual([shownIn(made, "en"), worded(made, "en"), worded(written[0], "es")], ["es", made, written[0]]);
});

test("an exam starts in English and remembers another language; one kept by an older version is in English", () => {
  const exam = openExam(["q/a"], 120, "s", 1);
  const kept = (json: unknown): unknown => {
    const found = readExam(JSON.parse(JSON.stringify(json)));
    return found.ok ? found.value.language : found.message;
  };
  const { language, ...old } = exam;
  assert.deepEqual([language, kept(speak(exam, "es")), kept(old), kept({ ...exam, language: "fr" })], ["en", "es", "en", "en"]);
  const answered = answerExam(exam, "q/a", { kind: "choice", chosen: [1] }, 2);
  assert.deepEqual(speak(answered, "es").answers, answered.answers);
});

test("what was begun to be answered is read back, and anything else is nothing", () => {
  const draft: Answer = { kind: "match", rights: [null, 2] };
  assert.deepEqual([readAnswer(draft), readAnswer({ kind: "match", rights: "x" }), readAnswer(null)], [draft, null, null]);
});

test("questions that make no sense for the exam's version of Kubernetes are not asked", () => {
  const [one] = written;
  assert.ok(one);
  const versions: readonly Partial<Question>[] = [{ since: "1.36" }, { until: "1.9" }, { since: "1.9" }, { until: "1.35" }];
  const made = versions.map((more, order) => ({ ...one, ...more, id: `q/${order}`, order }) as Question);
  const read = readBank({ version: 1, exam_version: "1.35", questions: made });
  assert.deepEqual(
    [made.map((each) => holdsFor(each, "1.35")), read.ok && read.value.questions.map(({ id }) => id)],
    [[false, false, true, true], ["q/2", "q/3"]],
  );
});
