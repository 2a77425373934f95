/** Progress survives: files, hostile files, other devices, other banks, and a browser that keeps nothing. */

import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addAttempt,
  addReview,
  type Attempt,
  chooseRetention,
  emptyProgress,
  memoryStorage,
  mergeProgress,
  next,
  type Progress,
  progressOf,
  type Rating,
  readProgress,
  recall,
  type Review,
  review,
  writeProgress,
} from "../src/core/index.ts";
import { openStorage } from "../src/storage/indexeddb.ts";
import { bank } from "./site.ts";

const moment = fc.integer({ min: 0, max: 5 });
const id = fc.constantFrom("q/a", "q/b", "q/retirada.1");
const reviews = fc.array(fc.tuple(moment, fc.constantFrom<Rating>(1, 2, 3, 4)), { maxLength: 6 });
const plain = { noNullPrototype: true } as const;
const attempt: fc.Arbitrary<Attempt> = fc.record(
  {
    id: fc.constantFrom("e1", "e2", "e3"),
    startedAt: moment,
    handedInAt: moment,
    minutes: fc.constantFrom(60, 120),
    passMark: fc.constant(66),
    percent: fc.integer({ min: 0, max: 100 }),
    results: fc.array(fc.record({ id, competency: fc.constant("ingress"), score: fc.constantFrom(0, 0.5, 1) }, plain), {
      maxLength: 3,
    }),
  },
  plain,
);
const progress: fc.Arbitrary<Progress> = fc
  .record({
    answers: fc.array(fc.tuple(id, reviews), { maxLength: 4 }),
    exams: fc.array(attempt, { maxLength: 4 }),
    retention: fc.constantFrom(0.8, 0.9),
    at: moment,
  })
  .map(({ answers, exams, retention, at }) => {
    const answered = answers
      .flatMap(([one, list]) => list.map((each): [string, Review] => [one, each]))
      .reduce((sum, [one, each]) => addReview(sum, one, each), emptyProgress());
    return chooseRetention(exams.reduce(addAttempt, answered), retention, at);
  });
const same = (one: Progress, other: Progress): void => assert.equal(writeProgress(one), writeProgress(other));

test("merging is commutative, associative and idempotent", () => {
  fc.assert(
    fc.property(progress, progress, (a, b) => same(mergeProgress(a, b), mergeProgress(b, a))),
    { seed: 7 },
  );
  fc.assert(
    fc.property(progress, progress, progress, (a, b, c) =>
      same(mergeProgress(a, mergeProgress(b, c)), mergeProgress(mergeProgress(a, b), c)),
    ),
    { seed: 7 },
  );
  fc.assert(
    fc.property(progress, (a) => same(mergeProgress(a, a), a)),
    { seed: 7 },
  );
  fc.assert(
    fc.property(progress, progress, (a, b) => same(mergeProgress(mergeProgress(a, b), b), mergeProgress(a, b))),
    { seed: 7 },
  );
  fc.assert(
    fc.property(progress, (a) =>
      same(mergeProgress(a, emptyProgress()), { ...a, settings: mergeProgress(a, emptyProgress()).settings }),
    ),
    { seed: 7 },
  );
});

test("merging loses no answer and no exam", () => {
  fc.assert(
    fc.property(progress, progress, (a, b) => {
      const whole = mergeProgress(a, b);
      for (const part of [a, b]) {
        for (const [one, list] of Object.entries(part.reviews))
          for (const each of list)
            assert.ok(whole.reviews[one]?.some((other) => other[0] === each[0] && other[1] === each[1]));
        for (const exam of part.exams) assert.ok(whole.exams.some((other) => other.id === exam.id));
      }
    }),
    { seed: 7 },
  );
});

test("what is written is read back as it was", () => {
  fc.assert(
    fc.property(progress, (a) => assert.deepEqual(readProgress(writeProgress(a)), { ok: true, value: a })),
    { seed: 7 },
  );
});

test("two devices that merged remember the same, whoever answered last", () => {
  fc.assert(
    fc.property(progress, progress, (a, b) =>
      assert.deepEqual(recall(mergeProgress(a, b)), recall(mergeProgress(b, a))),
    ),
    { seed: 7 },
  );
});

const whole = JSON.parse(writeProgress(addReview(emptyProgress(), "q/a", [5, 3]))) as Record<string, unknown>;
const refused: readonly (readonly [string, unknown, string])[] = [
  ["another JSON", { hola: 1 }, "El archivo no es un progreso de estos apuntes."],
  ["a list", [], "El archivo no es un progreso de estos apuntes."],
  ["nothing", null, "El archivo no es un progreso de estos apuntes."],
  [
    "a newer version",
    { ...whole, version: 2 },
    "El archivo es de una versión más nueva (2): actualiza el sitio y vuelve a intentarlo.",
  ],
  ["a version that is none", { ...whole, version: "1" }, "El archivo está roto o alterado: no se entiende «version»."],
  ["reviews that are a list", { ...whole, reviews: [] }, "El archivo está roto o alterado: no se entiende «reviews»."],
  [
    "an id that is none",
    { ...whole, reviews: { "<img src=x onerror=alert(1)>": [[1, 1]] } },
    "El archivo está roto o alterado: no se entiende «reviews».",
  ],
  [
    "a rating that is none",
    { ...whole, reviews: { "q/a": [[1, 5]] } },
    "El archivo está roto o alterado: no se entiende «reviews.q/a».",
  ],
  [
    "a moment that is none",
    { ...whole, reviews: { "q/a": [[1.5, 3]] } },
    "El archivo está roto o alterado: no se entiende «reviews.q/a».",
  ],
  [
    "a moment beyond all dates",
    { ...whole, reviews: { "q/a": [[1e300, 3]] } },
    "El archivo está roto o alterado: no se entiende «reviews.q/a».",
  ],
  [
    "settings missing",
    { ...whole, settings: undefined },
    "El archivo está roto o alterado: no se entiende «settings».",
  ],
  [
    "a retention of 0",
    { ...whole, settings: { retention: 0, at: 0 } },
    "El archivo está roto o alterado: no se entiende «settings.retention».",
  ],
  ["an exam that is text", { ...whole, exams: ["x"] }, "El archivo está roto o alterado: no se entiende «exams.0»."],
];

for (const [what, json, message] of refused) {
  test(`refused with a message: ${what}`, () => assert.deepEqual(progressOf(json), { ok: false, message }));
}

test("refused with a message: not JSON, cut off, too large", () => {
  const text = writeProgress(emptyProgress());
  for (const broken of ["", "hola", text.slice(0, -5), "[".repeat(100_000)])
    assert.equal(readProgress(broken).ok, false);
  assert.deepEqual(readProgress(text.slice(0, 20)), { ok: false, message: "El archivo está roto: no es JSON." });
  assert.deepEqual(readProgress(" ".repeat(33 * 1024 * 1024)), {
    ok: false,
    message: "El archivo es demasiado grande para ser un progreso.",
  });
});

test("a hostile file cannot reach any prototype", () => {
  const text = writeProgress(emptyProgress()).replace('"reviews":{}', '"reviews":{"__proto__":[[1,1]]}');
  assert.equal(readProgress(text).ok, false);
  assert.equal(readProgress(text.replace("__proto__", "constructor")).ok, false);
  assert.equal(({} as Record<string, unknown>)["0"], undefined);
});

test("whatever a file holds, reading it never throws and what is read can be written", () => {
  const json = fc.oneof(
    fc.jsonValue(),
    fc.record({
      format: fc.constant("apuntes-progress"),
      version: fc.constantFrom(1, 1, 2, -1),
      reviews: fc.dictionary(fc.oneof(id, fc.string()), fc.jsonValue()),
      exams: fc.jsonValue(),
      settings: fc.jsonValue(),
    }),
  );
  fc.assert(
    fc.property(json, (value) => {
      const read = progressOf(value);
      return read.ok ? readProgress(writeProgress(read.value)).ok : read.message.length > 0;
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test("ids that left the bank stay in the progress and are asked no more", () => {
  const kept = addReview(addReview(emptyProgress(), "q/retirada", [1, 1]), bank.questions[0]?.id ?? "", [1, 1]);
  const asked = next(bank.questions, recall(kept), 10 ** 12);
  assert.equal(asked?.id, bank.questions[0]?.id);
  assert.ok("q/retirada" in mergeProgress(kept, emptyProgress()).reviews);
});

test("answers that arrive late, from another device, give what they would have given in time", () => {
  const days = [1, 4, 9].map((day) => day * 86_400_000);
  const inTime = days.reduce<Progress>((sum, at) => addReview(sum, "q/a", [at, 3]), emptyProgress());
  const late = review(
    addReview(addReview(emptyProgress(), "q/a", [days[0] ?? 0, 3]), "q/a", [days[2] ?? 0, 3]),
    recall(emptyProgress()),
    "q/a",
    3,
    days[1] ?? 0,
  );
  same(late.progress, inTime);
});

test("storage in memory gives copies back", async () => {
  const storage = memoryStorage();
  assert.deepEqual([storage.persistent, await storage.get("progress")], [false, null]);
  const kept = { a: [1] };
  await storage.set("progress", kept);
  kept.a.push(2);
  assert.deepEqual(await storage.get("progress"), { a: [1] });
  await storage.remove("progress");
  assert.equal(await storage.get("progress"), null);
});

test("storage in IndexedDB is still there when opened again", async () => {
  const storage = await openStorage();
  await storage.set("progress", emptyProgress());
  const again = await openStorage();
  assert.deepEqual(
    [storage.persistent, progressOf(await again.get("progress"))],
    [true, { ok: true, value: emptyProgress() }],
  );
  await again.remove("progress");
  assert.equal(await storage.get("progress"), null);
});

test("where IndexedDB is forbidden or missing, the memory serves", async () => {
  const forbidden = {
    open: () => {
      throw new DOMException("private", "SecurityError");
    },
  } as unknown as IDBFactory;
  for (const factory of [forbidden, undefined]) {
    const held = globalThis.indexedDB;
    Object.defineProperty(globalThis, "indexedDB", { value: factory, configurable: true, writable: true });
    const storage = await openStorage();
    Object.defineProperty(globalThis, "indexedDB", { value: held, configurable: true, writable: true });
    await storage.set("exam", 1);
    assert.deepEqual([storage.persistent, await storage.get("exam")], [false, 1]);
  }
});
