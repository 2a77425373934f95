/** Practice: FSRS decides when, the course's order decides what is new, filters decide what at all; charts count rightly. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  activity,
  addReview,
  chooseRetention,
  dueForecast,
  emptyProgress,
  filterQuestions,
  maturity,
  next,
  type Progress,
  type Question,
  type Rating,
  recall,
  retentionOver,
  retrievability,
  review,
  session,
  streak,
  weakTopics,
} from "../src/core/index.ts";

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 23, 12);

const question = (id: string, order: number, more: Partial<Question> = {}): Question =>
  ({
    id,
    kind: "cloze",
    prompt: "**x**",
    why: "y",
    competency: "ingress",
    topic: "ingress",
    difficulty: 1,
    page: "",
    about: [],
    order,
    generated: false,
    sources: [],
    explained: [],
    accepts: [],
    ...more,
  }) as Question;

const BANK = [
  question("q/c", 3, { topic: "dns", difficulty: 3 }),
  question("q/a", 1),
  question("q/b", 2, { kind: "command", generated: true } as Partial<Question>),
];

const answered = (...answers: (readonly [string, number, Rating])[]): Progress =>
  answers.reduce((sum, [id, at, rating]) => addReview(sum, id, [at, rating]), emptyProgress());
const asked = (progress: Progress, now: number, options = {}): string | null =>
  next(BANK, recall(progress), now, options)?.id ?? null;

test("new questions come in the course's order, whatever the order of the list", () => {
  assert.equal(asked(emptyProgress(), NOON), "q/a");
  assert.deepEqual(session(BANK, recall(emptyProgress()), NOON, 2), ["q/a", "q/b"]);
});

test("what is due comes first, longest overdue first, and a session of all that is due has nothing new", () => {
  const progress = answered(["q/c", NOON - 20 * DAY, 3], ["q/b", NOON - 30 * DAY, 3]);
  assert.equal(asked(progress, NOON), "q/b");
  assert.deepEqual(session(BANK, recall(progress), NOON, "due"), ["q/b", "q/c"]);
  assert.deepEqual(session(BANK, recall(progress), NOON, 10), ["q/b", "q/c", "q/a"]);
});

test("what was just failed comes again within minutes, but not while there is something else", () => {
  const progress = answered(["q/a", NOON, 1]);
  assert.equal(asked(progress, NOON + 1000), "q/b");
  assert.equal(asked(progress, NOON + 1000, { newLeft: 0 }), "q/a");
  assert.equal(asked(progress, NOON + 2 * 60_000), "q/a");
  assert.equal(asked(progress, NOON + 2 * 60_000, { avoid: ["q/a"] }), "q/b");
  assert.equal(asked(progress, NOON + 2 * 60_000, { avoid: ["q/a", "q/b", "q/c"] }), "q/a");
});

test("with nothing due and nothing new there is nothing to ask", () => {
  const progress = BANK.reduce<Progress>(
    (sum, { id }) => addReview(addReview(sum, id, [NOON - DAY, 4]), id, [NOON, 4]),
    emptyProgress(),
  );
  assert.equal(asked(progress, NOON), null);
  assert.equal(asked(emptyProgress(), NOON, { newLeft: 0 }), null);
});

test("remembering more asks sooner, and the better an answer the later the next", () => {
  const due = (rating: Rating, retention: number): number =>
    recall(chooseRetention(answered(["q/a", NOON, 3], ["q/a", NOON + 3 * DAY, rating]), retention, 1)).byId.get("q/a")
      ?.due ?? 0;
  assert.ok(due(3, 0.95) < due(3, 0.9) && due(3, 0.9) < due(3, 0.8));
  assert.ok(due(1, 0.9) < due(2, 0.9) && due(2, 0.9) < due(3, 0.9) && due(3, 0.9) < due(4, 0.9));
});

test("answering one by one gives the same memory as replaying all", () => {
  let state = { progress: emptyProgress(), memory: recall(emptyProgress()) };
  for (const [index, rating] of ([3, 1, 3, 4, 2, 3] as const).entries())
    state = review(state.progress, state.memory, "q/a", rating, NOON + index * index * DAY);
  assert.deepEqual(state.memory, recall(state.progress));
});

test("what was learned fades, and what was never asked is not known", () => {
  const memory = recall(answered(["q/a", NOON, 3]));
  const later = [0, 10, 100].map((days) => retrievability(memory, "q/a", NOON + days * DAY) ?? 0);
  assert.ok(later[0] === 1 && (later[1] ?? 0) < 1 && (later[2] ?? 0) < (later[1] ?? 0));
  assert.equal(retrievability(memory, "q/b", NOON), null);
});

test("filters: by topic, kind, difficulty, author, and only what was failed last", () => {
  const memory = recall(answered(["q/a", NOON, 1], ["q/c", NOON, 1], ["q/c", NOON + 1, 3]));
  const found = (filter: Parameters<typeof filterQuestions>[1]): string[] =>
    filterQuestions(BANK, filter, memory).map(({ id }) => id);
  assert.deepEqual(
    [
      found({}),
      found({ topics: ["dns"] }),
      found({ kinds: ["command"] }),
      found({ difficulties: [1] }),
      found({ onlyFailed: true }),
      found({ onlyWritten: true }),
      found({ topics: [], difficulties: [3], kinds: ["cloze"] }),
    ],
    [["q/c", "q/a", "q/b"], ["q/c"], ["q/b"], ["q/a", "q/b"], ["q/a"], ["q/c", "q/a"], ["q/c"]],
  );
});

test("the forecast counts what is overdue today, and only what is in the bank", () => {
  const progress = answered(["q/a", NOON - 40 * DAY, 3], ["q/retirada", NOON - 40 * DAY, 3], ["q/b", NOON, 4]);
  const forecast = dueForecast(BANK, recall(progress), NOON, 30, 60);
  assert.deepEqual(
    [forecast.length, forecast[0], forecast.reduce((sum, { count }) => sum + count, 0)],
    [30, { day: "2026-11-23", count: 1 }, 2],
  );
});

test("a streak goes on until a day without any answer is over; a day ends at four in the morning", () => {
  const days = (...at: number[]): Progress =>
    at.reduce<Progress>((sum, one) => addReview(sum, "q/a", [one, 3]), emptyProgress());
  assert.deepEqual(streak(days(NOON - 2 * DAY, NOON - DAY), NOON, 0), { current: 2, longest: 2, today: false });
  assert.deepEqual(streak(days(NOON - 2 * DAY, NOON - DAY, NOON), NOON, 0), { current: 3, longest: 3, today: true });
  assert.deepEqual(streak(days(NOON - 9 * DAY, NOON - 8 * DAY, NOON - 3 * DAY), NOON, 0), {
    current: 0,
    longest: 2,
    today: false,
  });
  assert.deepEqual(streak(emptyProgress(), NOON, 0), { current: 0, longest: 0, today: false });
  const three = Date.UTC(2026, 10, 23, 3);
  assert.equal(activity(days(three), NOON, 2, 0)[0]?.count, 1);
  assert.equal(activity(days(three), NOON, 2, 120)[1]?.count, 1);
});

test("retention counts the first answer of a day to what was met on an earlier one", () => {
  const progress = answered(
    ["q/a", NOON - 3 * DAY, 1],
    ["q/a", NOON - 3 * DAY + 1, 3],
    ["q/a", NOON - DAY, 3],
    ["q/a", NOON, 1],
    ["q/a", NOON + 1, 3],
  );
  assert.deepEqual(retentionOver(progress, NOON + 2, 30, 0), { asked: 2, remembered: 1, rate: 0.5 });
  assert.deepEqual(retentionOver(progress, NOON + 2, 1, 0), { asked: 1, remembered: 0, rate: 0 });
  assert.equal(retentionOver(emptyProgress(), NOON, 30, 0).rate, null);
});

test("weak topics come first, and one lucky answer proves little", () => {
  const progress = answered(["q/a", 1, 3], ["q/a", 2, 3], ["q/b", 1, 3], ["q/c", 1, 1], ["q/c", 2, 1]);
  assert.deepEqual(weakTopics(BANK, progress), [
    { topic: "dns", answers: 2, failed: 2, weakness: 0.75 },
    { topic: "ingress", answers: 3, failed: 0, weakness: 0.2 },
  ]);
});

test("every question is fresh, young or mature", () => {
  const progress = answered(["q/a", NOON - 100 * DAY, 4], ["q/a", NOON, 4], ["q/b", NOON, 1]);
  assert.deepEqual(maturity(BANK, recall(progress)), { fresh: 1, young: 1, mature: 1 });
});
