/** The mock exam: drawn by weight, survives a reload, ends by itself, and its report adds up. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addAttempt,
  answerExam,
  type Curriculum,
  deadline,
  drawExam,
  emptyProgress,
  type Exam,
  flagExam,
  goTo,
  handIn,
  isOver,
  openExam,
  overview,
  progressOf,
  type Question,
  readExam,
  report,
  timeLeft,
} from "../src/core/index.ts";
import { bank, curriculum, programs } from "./site.ts";

const NOW = Date.UTC(2026, 10, 23);
const MINUTE = 60_000;
const { questions } = bank;
const byId = new Map(questions.map((one) => [one.id, one]));

test("the same seed draws the same exam, another seed another one, and no question twice", () => {
  const draw = (seed: string): readonly string[] => drawExam(questions, curriculum, { size: 40, seed });
  assert.deepEqual(draw("a"), draw("a"));
  assert.notDeepEqual(draw("a"), draw("b"));
  assert.equal(new Set(draw("a")).size, 40);
});

test("each domain gets its weight within what the bank covers, and its competencies get equal parts", () => {
  const size = 60;
  const drawn = drawExam(questions, curriculum, { size, seed: "x" });
  const covered = new Set(questions.map((one) => one.competency));
  const all = curriculum.domains
    .map((domain) => ({ ...domain, own: domain.competencies.filter(({ id }) => covered.has(id)) }))
    .filter(({ own }) => own.length > 0);
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  for (const { own, weight } of all) {
    for (const { id } of own) {
      const share = (size * weight) / total / own.length;
      const pool = questions.filter((one) => one.competency === id).length;
      const count = drawn.filter((one) => byId.get(one)?.competency === id).length;
      assert.ok(
        count >= Math.min(pool, Math.floor(share - 0.5)) && count <= Math.ceil(share + 1),
        `${id}: ${count} of ${share}`,
      );
    }
  }
});

test("a bank smaller than the exam gives all it has; an empty one gives none", () => {
  assert.equal(drawExam(questions.slice(0, 5), curriculum, { size: 40, seed: "x" }).length, 5);
  assert.deepEqual(drawExam([], curriculum, { size: 40, seed: "x" }), []);
});

test("only questions written by people are drawn: those made from facts have no English wording", () => {
  const drawn = drawExam(questions, curriculum, { size: questions.length, seed: "x" });
  assert.deepEqual(
    drawn.toSorted(),
    questions
      .filter((one) => !one.generated)
      .map(({ id }) => id)
      .sort(),
  );
});

const ids = ["q/a", "q/b", "q/c"];
const opened = openExam(ids, 120, "s", NOW);
const choose = (...chosen: number[]) => ({ kind: "choice", chosen }) as const;

test("one answers, changes, takes back, flags and goes anywhere; the exam given is never changed", () => {
  const answered = answerExam(
    answerExam(answerExam(opened, "q/a", choose(1), NOW), "q/a", choose(2), NOW),
    "q/b",
    choose(0),
    NOW,
  );
  const flagged = flagExam(flagExam(answerExam(answered, "q/b", null, NOW), "q/c", NOW), "q/a", NOW);
  assert.deepEqual(overview(flagExam(flagged, "q/a", NOW)), [
    { id: "q/a", answered: true, flagged: false },
    { id: "q/b", answered: false, flagged: false },
    { id: "q/c", answered: false, flagged: true },
  ]);
  assert.deepEqual(
    [-5, 1, 99, Number.NaN].map((place) => goTo(opened, place).position),
    [0, 1, 2, 0],
  );
  assert.deepEqual([opened.answers, answerExam(opened, "q/otra", choose(0), NOW)], [{}, opened]);
});

test("the clock goes on while the page is away, and after the end nothing changes any more", () => {
  const stored = readExam(JSON.parse(JSON.stringify(answerExam(opened, "q/a", choose(1), NOW))));
  assert.ok(stored.ok);
  const exam: Exam = stored.value;
  assert.deepEqual(
    [timeLeft(exam, NOW), timeLeft(exam, NOW + 50 * MINUTE), timeLeft(exam, NOW + 500 * MINUTE)],
    [120 * MINUTE, 70 * MINUTE, 0],
  );
  assert.deepEqual([isOver(exam, NOW + 119 * MINUTE), isOver(exam, NOW + 120 * MINUTE)], [false, true]);
  assert.equal(answerExam(exam, "q/b", choose(0), NOW + 120 * MINUTE), exam);
  assert.equal(handIn(exam, NOW + 500 * MINUTE).handedInAt, deadline(exam));
  const early = handIn(exam, NOW + MINUTE);
  assert.deepEqual(
    [
      handIn(early, NOW + 9 * MINUTE),
      timeLeft(early, NOW + 2 * MINUTE),
      answerExam(early, "q/b", choose(0), NOW + 2 * MINUTE),
    ],
    [early, 0, early],
  );
});

test("a damaged exam is refused with a message", () => {
  const broken: unknown[] = [
    null,
    [],
    "x",
    {},
    { ...opened, version: 2 },
    { ...opened, answers: { "q/a": { kind: "choice", chosen: "x" } } },
    { ...opened, questions: [1] },
    { ...opened, startedAt: "ayer" },
  ];
  for (const one of broken)
    assert.deepEqual(readExam(one), { ok: false, message: "El examen guardado está roto: empieza otro." });
});

const question = (id: string, competency: string, generated = false): Question =>
  ({
    id,
    kind: "choice",
    prompt: "",
    why: "",
    competency,
    topic: "t",
    difficulty: 1,
    page: "",
    about: ["port/etcd"],
    order: 1,
    generated,
    sources: [],
    explained: [],
    language: "text",
    options: [true, true, false].map((right, key) => ({ text: `${key}`, right, why: "w" })),
  }) as Question;
const SMALL = [question("q/a", "ingress"), question("q/b", "ingress"), question("q/c", "dns", true)];
const CURRICULUM: Curriculum = {
  version: 1,
  exam_version: "1.35",
  exam: { minutes: 120, pass_mark: 66, tasks: "15-20" },
  domains: [
    {
      id: "net",
      tag: "red",
      en: "Net",
      es: "Red",
      weight: 20,
      competencies: [
        { id: "dns", en: "DNS", es: "DNS", in_scope: true },
        { id: "ingress", en: "Ingress", es: "Ingress", in_scope: true },
      ],
    },
    {
      id: "other",
      tag: "otro",
      en: "O",
      es: "O",
      weight: 80,
      competencies: [{ id: "nobody", en: "N", es: "N", in_scope: false }],
    },
  ],
};

test("the report: marks by competency in the curriculum's order, partial credit, pass mark, what to search in Anki", () => {
  const sat = handIn(
    answerExam(answerExam(opened, "q/a", choose(0, 1), NOW), "q/b", choose(0), NOW),
    NOW + 30 * MINUTE,
  );
  const found = report(sat, SMALL, CURRICULUM, programs);
  assert.deepEqual([found.percent, found.passed, found.failed.map(({ id }) => id)], [50, false, ["q/b", "q/c"]]);
  assert.deepEqual(found.competencies, [
    { id: "dns", es: "DNS", en: "DNS", domain: "net", asked: 1, right: 0, percent: 0 },
    { id: "ingress", es: "Ingress", en: "Ingress", domain: "net", asked: 2, right: 1, percent: 75 },
  ]);
  assert.deepEqual(found.anki, {
    cards: "Id:q/b OR Id:port/etcd.*",
    competencies: "tag:CKA::red::dns OR tag:CKA::red::ingress",
  });
  assert.deepEqual(found.ratings, [
    { id: "q/a", rating: 3 },
    { id: "q/b", rating: 1 },
  ]);
});

test("the history keeps an attempt once, and it passes as progress", () => {
  const { attempt } = report(handIn(opened, NOW + MINUTE), SMALL, CURRICULUM, programs);
  const kept = addAttempt(addAttempt(emptyProgress(), attempt), attempt);
  assert.deepEqual([kept.exams.length, progressOf(JSON.parse(JSON.stringify(kept)))], [1, { ok: true, value: kept }]);
  assert.deepEqual([attempt.percent, attempt.passMark, attempt.handedInAt - attempt.startedAt], [0, 66, MINUTE]);
});

test("marks are rounded down, and a question that left the bank in the midst of an exam does not count", () => {
  const sat = handIn(answerExam(opened, "q/a", choose(0, 1), NOW), NOW);
  assert.deepEqual(
    [report(sat, SMALL.slice(0, 1), CURRICULUM, programs).percent, report(sat, [], CURRICULUM, programs).percent],
    [100, 0],
  );
  const three = report(
    handIn(answerExam(answerExam(opened, "q/a", choose(0, 1), NOW), "q/b", choose(0, 1), NOW), NOW),
    SMALL,
    CURRICULUM,
    programs,
  );
  assert.deepEqual([three.percent, three.passed], [66.6, true]);
});
