/**
 * The study side without a screen: everything here is pure; time is milliseconds since 1970 and chance is a seed, both given.
 *
 *   prepare → show it → grade                         one question
 *   recall → next / session → review → recall          practice; `recall` replays what was answered through FSRS
 *   drawExam → openExam → answerExam … → handIn → report → addAttempt
 *   readProgress, writeProgress, mergeProgress         files and other devices
 *   open storage → load on start, save after each answer
 */

export type * from "./questions.ts";
export { KINDS } from "./questions.ts";
export type * from "./answers.ts";
export type * from "./progress.ts";
export type { Result } from "./result.ts";

// One question.
//   readBank(json: unknown): Result<Bank>; readPrograms(json): Result<Programs>; readCurriculum(json): Result<Curriculum>
//   prepare(question: Question, seed: string): Prepared            same seed, same order
//   grade(question: Question, answer: Answer, programs: Programs): Grade
//   gradeCommand(typed: string, accepted: readonly string[], programs: Programs): CommandGrade
//
// Practice.
//   emptyProgress(): Progress
//   recall(progress: Progress): Memory                              once on start, on import and when settings change
//   review(progress, memory, id, rating, now): { progress, memory } after each answer; ratingOf(grade) gives 1 or 3
//   next(questions, memory, now, options): Question | null          options: { newLimit, avoid }
//   session(questions, memory, now, size: 10 | 20 | "due"): readonly string[]   ids; due first, then new in course order
//   filterQuestions(questions, filter: Filter, memory?): readonly Question[]
//
// Charts. `offset` is minutes east of UTC; a day starts at 4 in the morning.
//   dueForecast(questions, memory, now, days, offset): readonly { day, count }[]    the first day has what is overdue too
//   streak(progress, now, offset): { current, longest, today }
//   retentionByDay / retentionOver(progress, now, days, offset): { asked, remembered, rate | null }
//   weakTopics(questions, progress): readonly { topic, asked, failed, rate }[]      worst first
//   activity(progress, now, days, offset): readonly { day, count }[]
//
// Exam.
//   drawExam(questions, curriculum, { size, minutes, seed }, ): readonly string[]
//   openExam(drawn, minutes, now, seed): Exam;  answerExam, flagExam, goTo(exam, …, now): Exam;  handIn(exam, now): Exam
//   timeLeft(exam, now): number;  isOver(exam, now): boolean;  readExam(json): Result<Exam>   survives a reload
//   report(exam, questions, curriculum, programs): Report;  toAttempt(report): Attempt;  addAttempt(progress, attempt)
//
// Progress.
//   readProgress(text: string): Result<Progress>;  writeProgress(progress): string;  mergeProgress(a, b): Progress
//
// Storage (src/storage/indexeddb.ts: openStorage(): Promise<Storage>, falls back to memory).
//   interface Storage { persistent: boolean; get(key): Promise<unknown>; set(key, value): Promise<void>; remove(key) }
//   keys: "progress", "exam", "session"
