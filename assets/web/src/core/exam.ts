/** A mock exam as a value: each thing a learner does gives the next state; its clock stands in moments, so it survives a reload. */

import type { Answer } from "./answers.ts";
import { type Language, LANGUAGES } from "./language.ts";
import { say } from "./messages.ts";
import { failure, type Result, success } from "./result.ts";

export interface Exam {
  readonly version: 1;
  readonly id: string;
  /** In the order of the exam. */
  readonly questions: readonly string[];
  /** What mixes the options of its questions. */
  readonly seed: string;
  readonly startedAt: number;
  readonly minutes: number;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly flagged: readonly string[];
  /** Which question is on the screen, from 0. */
  readonly position: number;
  readonly handedInAt: number | null;
  /** What its questions are shown in. */
  readonly language: Language;
}

/** An exam that starts now. */
export function openExam(questions: readonly string[], minutes: number, seed: string, now: number): Exam {
  const id = `${now}-${seed.replace(/[^\w.-]/g, "").slice(0, 40)}`;
  return {
    version: 1,
    id,
    questions,
    seed,
    startedAt: now,
    minutes,
    answers: {},
    flagged: [],
    position: 0,
    handedInAt: null,
    language: "en",
  };
}

export const deadline = (exam: Exam): number => exam.startedAt + exam.minutes * 60_000;

/** Milliseconds left; none once handed in. */
export const timeLeft = (exam: Exam, now: number): number =>
  exam.handedInAt === null ? Math.max(0, deadline(exam) - now) : 0;

/** Whether nothing can be changed any more: handed in, or the time is up. */
export const isOver = (exam: Exam, now: number): boolean => exam.handedInAt !== null || now >= deadline(exam);

/** Notes an answer, or takes it back (`null`). After the end nothing changes. */
export function answerExam(exam: Exam, id: string, answer: Answer | null, now: number): Exam {
  if (isOver(exam, now) || !exam.questions.includes(id)) return exam;
  const { [id]: _, ...others } = exam.answers;
  return { ...exam, answers: answer === null ? others : { ...others, [id]: answer } };
}

/** Marks a question to come back to, or unmarks it. */
export function flagExam(exam: Exam, id: string, now: number): Exam {
  if (isOver(exam, now) || !exam.questions.includes(id)) return exam;
  const flagged = exam.flagged.includes(id) ? exam.flagged.filter((one) => one !== id) : [...exam.flagged, id];
  return { ...exam, flagged };
}

/** Goes to the question at a place, from 0; beyond the ends it stays at them. */
export function goTo(exam: Exam, position: number): Exam {
  const last = Math.max(0, exam.questions.length - 1);
  return { ...exam, position: Math.min(last, Math.max(0, Math.trunc(position) || 0)) };
}

/** Shows its questions in another language. */
export const speak = (exam: Exam, language: Language): Exam => ({ ...exam, language });

/** Hands it in; when the time was up before, at that moment. A second time changes nothing. */
export function handIn(exam: Exam, now: number): Exam {
  return exam.handedInAt === null ? { ...exam, handedInAt: Math.min(now, deadline(exam)) } : exam;
}

/** How each question stands, for the overview. */
export function overview(
  exam: Exam,
): readonly { readonly id: string; readonly answered: boolean; readonly flagged: boolean }[] {
  return exam.questions.map((id) => ({
    id,
    answered: Object.hasOwn(exam.answers, id),
    flagged: exam.flagged.includes(id),
  }));
}

/** The exam that a storage gave back. Never throws. */
export function readExam(json: unknown): Result<Exam> {
  if (typeof json !== "object" || json === null) return failure(say.badExam);
  const exam = json as Partial<Record<keyof Exam, unknown>>;
  const whole =
    exam.version === 1 &&
    typeof exam.id === "string" &&
    typeof exam.seed === "string" &&
    isTexts(exam.questions) &&
    isTexts(exam.flagged) &&
    isMoment(exam.startedAt) &&
    isMoment(exam.minutes) &&
    isMoment(exam.position) &&
    (exam.handedInAt === null || isMoment(exam.handedInAt)) &&
    typeof exam.answers === "object" &&
    exam.answers !== null &&
    Object.values(exam.answers).every((one) => readAnswer(one) !== null);
  const language = LANGUAGES.find((one) => one === exam.language) ?? "en";
  return whole ? success({ ...(json as Exam), language }) : failure(say.badExam);
}

const isTexts = (json: unknown): boolean => Array.isArray(json) && json.every((one) => typeof one === "string");
const isMoment = (json: unknown): boolean => typeof json === "number" && Number.isFinite(json) && json >= 0;
const isNumbers = (json: unknown): boolean =>
  Array.isArray(json) && json.every((one) => one === null || typeof one === "number");

/** The answer that a storage gave back; `null` where it is none. */
export const readAnswer = (json: unknown): Answer | null => (isAnswer(json) ? json : null);

function isAnswer(json: unknown): json is Answer {
  if (typeof json !== "object" || json === null) return false;
  const { kind, chosen, typed, order, line, rights } = json as Record<string, unknown>;
  switch (kind) {
    case "choice":
      return isNumbers(chosen);
    case "route":
      return typeof chosen === "number";
    case "command":
    case "cloze":
      return typeof typed === "string";
    case "order":
      return isNumbers(order);
    case "fault":
      return typeof line === "number";
    case "match":
      return isNumbers(rights);
    default:
      return false;
  }
}
