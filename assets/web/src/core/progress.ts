/** The learner's memory as one JSON document: what was answered and when, the exams sat, the settings. It only ever grows. */

export const PROGRESS_FORMAT = "apuntes-progress";
export const PROGRESS_VERSION = 1;
export const RETENTION = { least: 0.7, most: 0.97, usual: 0.9 } as const;

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
  /** From 0 to 1. */
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

/** Nothing learned yet. */
export function emptyProgress(): Progress {
  return {
    format: PROGRESS_FORMAT,
    version: PROGRESS_VERSION,
    reviews: {},
    exams: [],
    settings: { retention: RETENTION.usual, at: 0 },
  };
}

/** The progress with one more answer. */
export function addReview(progress: Progress, id: string, review: Review): Progress {
  return {
    ...progress,
    reviews: { ...progress.reviews, [id]: sortedReviews([...(progress.reviews[id] ?? []), review]) },
  };
}

/** The progress with one more exam; the same one twice counts once. */
export function addAttempt(progress: Progress, attempt: Attempt): Progress {
  return { ...progress, exams: sortedAttempts([...progress.exams, attempt]) };
}

/** The progress with another desired retention, kept within its limits. */
export function chooseRetention(progress: Progress, retention: number, now: number): Progress {
  const kept = Math.min(RETENTION.most, Math.max(RETENTION.least, retention));
  return { ...progress, settings: { retention: kept, at: now } };
}

/** What two devices learned, put together: nothing is lost, and neither order nor repetition changes the outcome. */
export function mergeProgress(one: Progress, other: Progress): Progress {
  const ids = [...new Set([...Object.keys(one.reviews), ...Object.keys(other.reviews)])].sort();
  return {
    format: PROGRESS_FORMAT,
    version: PROGRESS_VERSION,
    reviews: Object.fromEntries(
      ids.map((id) => [id, sortedReviews([...(one.reviews[id] ?? []), ...(other.reviews[id] ?? [])])]),
    ),
    exams: sortedAttempts([...one.exams, ...other.exams]),
    settings: later(one.settings, other.settings),
  };
}

function later(one: Settings, other: Settings): Settings {
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return one.retention >= other.retention ? one : other;
}

/** Oldest first, each once. */
export function sortedReviews(reviews: readonly Review[]): readonly Review[] {
  const sorted = reviews.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  return sorted.filter((review, index) => review[0] !== sorted[index - 1]?.[0] || review[1] !== sorted[index - 1]?.[1]);
}

/** Oldest first, each id once; of two that claim the same id, always the same one stays. */
export function sortedAttempts(attempts: readonly Attempt[]): readonly Attempt[] {
  const byId = new Map<string, Attempt>();
  for (const attempt of attempts) {
    const known = byId.get(attempt.id);
    if (!known || written(attempt) > written(known)) byId.set(attempt.id, attempt);
  }
  return [...byId.values()].sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
}

const written = ({ id, startedAt, handedInAt, minutes, passMark, percent, results }: Attempt): string =>
  JSON.stringify([
    handedInAt,
    startedAt,
    minutes,
    passMark,
    percent,
    id,
    results.map((one) => [one.id, one.competency, one.score]),
  ]);
