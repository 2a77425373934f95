/** Prints how long the study side takes over 10,000 cards: milliseconds, the median of several runs. One frame is 16 ms. */

import {
  addReview,
  drawExam,
  dueForecast,
  emptyProgress,
  filterQuestions,
  gradeCommand,
  mergeProgress,
  next,
  type Programs,
  type Progress,
  type Question,
  type Rating,
  readPrograms,
  readProgress,
  recall,
  review,
  session,
  weakTopics,
  writeProgress,
} from "./src/core/index.ts";

const CARDS = 10_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);

const questions = Array.from({ length: CARDS }, (_, index) => ({
  id: `q/x-${index}`,
  kind: "cloze",
  prompt: "**x**",
  why: "",
  competency: `c-${index % 20}`,
  topic: `t-${index % 12}`,
  difficulty: 1 + (index % 3),
  page: "",
  about: [`f/${index}`],
  order: index,
  generated: false,
  sources: [],
  explained: [],
  accepts: [],
})) as Question[];
const answered = questions.filter((_, index) => index % 5 !== 0);
const reviews = Object.fromEntries(
  answered.map(({ id }, index) => [
    id,
    [1, 5, 20].map((days): [number, Rating] => [NOW - (days + (index % 7)) * DAY, index % 4 === 0 ? 1 : 3]),
  ]),
);
const progress: Progress = {
  ...emptyProgress(),
  reviews: Object.fromEntries(Object.entries(reviews).map(([id, list]) => [id, list.reverse()])),
};
const memory = recall(progress);
const curriculum = {
  version: 1,
  exam_version: "",
  exam: { minutes: 120, pass_mark: 66, tasks: "" },
  domains: Array.from({ length: 20 }, (_, index) => ({
    id: `${index}`,
    tag: "",
    en: "",
    es: "",
    weight: 5,
    competencies: [{ id: `c-${index}`, en: "", es: "", in_scope: true }],
  })),
} as const;
const read = readPrograms({
  version: 1,
  programs: [
    {
      name: "kubectl",
      style: "go",
      resources: ["services service svc"],
      flags: ["-n, --namespace=X", "-o, --output=X"],
      commands: { get: { operands: "resource" } },
    },
  ],
});
const programs: Programs = read.ok ? read.value : new Map();
const text = writeProgress(progress);

function median(work: () => unknown): number {
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[7] ?? 0;
}

const measured: readonly (readonly [string, () => unknown])[] = [
  ["next of 10,000 cards", () => next(questions, memory, NOW)],
  ["next, some to avoid", () => next(questions, memory, NOW, { avoid: questions.slice(0, 10).map(({ id }) => id) })],
  ["after an answer: review", () => review(progress, memory, "q/x-7", 3, NOW)],
  ["a session of 20", () => session(questions, memory, NOW, 20)],
  [
    "grading a command",
    () => gradeCommand("k -n x get svc/tienda -oyaml", ["kubectl get service tienda -n x -o yaml"], programs),
  ],
  ["filter", () => filterQuestions(questions, { topics: ["t-1"], onlyFailed: true }, memory)],
  ["forecast of 30 days", () => dueForecast(questions, memory, NOW, 30, 60)],
  ["weak topics", () => weakTopics(questions, progress)],
  ["draw an exam of 40", () => drawExam(questions, curriculum, { size: 40, seed: "x" })],
  ["once, on start: recall 24,000 answers", () => recall(progress)],
  ["import: read", () => readProgress(text)],
  ["import: merge", () => mergeProgress(progress, addReview(progress, "q/x-1", [NOW, 3]))],
];
for (const [name, work] of measured) console.log(`${median(work).toFixed(2).padStart(9)} ms  ${name}`);
