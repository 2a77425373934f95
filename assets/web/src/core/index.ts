/**
 * The study side without a screen: everything here is pure; time is milliseconds since 1970 and chance is a seed, both given.
 *
 *   readBank, readPrograms, readCurriculum             what the site publishes
 *   prepare → show it → grade                          one question
 *   recall → next or session → review                  practice; `recall` replays what was answered through FSRS
 *   drawExam → openExam → answerExam, flagExam, goTo → handIn → report → addAttempt
 *   readProgress, writeProgress, mergeProgress         files and other devices
 *
 * Keep `progress` and `memory` side by side: call `recall` once on start, after an import and when the retention is
 * changed; `review` gives both anew after each answer. Save `progress` (and `exam`) after each change.
 */

export type * from "./questions.ts";
export { KINDS } from "./questions.ts";
export type * from "./answers.ts";
export type { Result } from "./result.ts";
export { byId, holdsFor, readBank, readCurriculum, readPrograms } from "./bank.ts";
export type { Programs } from "./command/programs.ts";

export { type Language, LANGUAGES, shownIn, worded } from "./language.ts";
export { prepare } from "./prepare.ts";
export { grade } from "./grade.ts";
export { type CommandGrade, gradeCommand, sameMeaning } from "./command/grading.ts";
export { say, tell } from "./messages.ts";

export {
  type Memory,
  next,
  type NextOptions,
  ratingOf,
  recall,
  type Remembered,
  retrievability,
  review,
  session,
} from "./memory.ts";
export { type Filter, filterQuestions } from "./filters.ts";
export {
  activity,
  type DayCount,
  dueForecast,
  maturity,
  type Retention,
  retentionOver,
  type Streak,
  streak,
  type Weakness,
  weakTopics,
} from "./charts.ts";

export { drawExam, type DrawOptions } from "./exam-draw.ts";
export {
  answerExam,
  deadline,
  type Exam,
  flagExam,
  goTo,
  handIn,
  isOver,
  openExam,
  overview,
  readAnswer,
  readExam,
  speak,
  timeLeft,
} from "./exam.ts";
export { type CompetencyMark, report, type Report, type ReportItem } from "./exam-report.ts";

export {
  addAttempt,
  addReview,
  type Attempt,
  type AttemptResult,
  chooseRetention,
  emptyProgress,
  mergeProgress,
  type Progress,
  type Rating,
  RETENTION,
  type Review,
  type Settings,
} from "./progress.ts";
export { progressOf, readProgress, writeProgress } from "./progress-file.ts";
export { memoryStorage, type Storage, type StorageKey } from "./storage.ts";
export { isAnswer, type Mission, readMissions } from "./missions.ts";
