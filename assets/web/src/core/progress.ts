/** The learner's memory as one JSON document: what was answered and when, the exams sat, the settings. It only ever grows. */

export const PROGRESS_FORMAT = "apuntes-progress";
export const PROGRESS_VERSION = 1;

/** As FSRS counts: 1 failed, 2 hard, 3 good, 4 easy. */
export type Rating = 1 | 2 | 3 | 4;

/** One answer: when (milliseconds since 1970) and how it went. */
export type Review = readonly [at: number, rating: Rating];

export interface Settings {
  /** The share of cards that one wants to remember when they come up: 0.7 to 0.97. */
  readonly retention: number;
  /** When these settings were chosen; the later win. */
  readonly at: number;
}

/** An exam handed in. */
export interface Attempt {
  readonly id: string;
  readonly startedAt: number;
  readonly handedInAt: number;
  readonly minutes: number;
  readonly passMark: number;
  /** From 0 to 100. */
  readonly percent: number;
  readonly results: readonly AttemptResult[];
}

export interface AttemptResult {
  readonly id: string;
  readonly competency: string;
  readonly score: number;
}

export interface Progress {
  readonly format: typeof PROGRESS_FORMAT;
  readonly version: typeof PROGRESS_VERSION;
  /** By question id, oldest first, without doubles. Ids that left the bank stay. */
  readonly reviews: Readonly<Record<string, readonly Review[]>>;
  /** Oldest first. */
  readonly exams: readonly Attempt[];
  readonly settings: Settings;
}
