/** A file that claims to be progress in; the progress in it, or why it is refused, out: broken and hostile ones harm nothing. */

import { say } from "./messages.ts";
import {
  type Attempt,
  type AttemptResult,
  type Progress,
  PROGRESS_FORMAT,
  PROGRESS_VERSION,
  RETENTION,
  type Rating,
  type Review,
  type Settings,
  sortedAttempts,
  sortedReviews,
} from "./progress.ts";
import { failure, type Result, success } from "./result.ts";

const LARGEST = 32 * 1024 * 1024;
const ID = /^[a-z]{1,20}\/[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const SLUG = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const ATTEMPT_ID = /^[\w.-]{1,80}$/;
const MOST = { ids: 100_000, reviews: 10_000, exams: 10_000, results: 1_000, name: 120 } as const;
const LAST_MOMENT = 8_640_000_000_000_000;

/** The text of the file; always the same for the same progress. */
export function writeProgress(progress: Progress): string {
  const reviews = Object.fromEntries(Object.entries(progress.reviews).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...progress, reviews })}\n`;
}

/** The progress that a file holds. Never throws. */
export function readProgress(text: string): Result<Progress> {
  if (text.length > LARGEST) return failure(say.tooLarge);
  try {
    return progressOf(JSON.parse(text));
  } catch {
    return failure(say.notJson);
  }
}

/** The same for what is already JSON, such as what a storage gave back. Never throws. */
export function progressOf(json: unknown): Result<Progress> {
  try {
    return success(checked(json));
  } catch (error) {
    return failure(error instanceof Refused ? error.message : say.badFile);
  }
}

class Refused extends Error {}

function refuse(path: string): never {
  throw new Refused(say.badPart(path));
}

function checked(json: unknown): Progress {
  if (!isRecord(json) || json["format"] !== PROGRESS_FORMAT) throw new Refused(say.badFile);
  const version = json["version"];
  if (typeof version === "number" && Number.isInteger(version) && version > PROGRESS_VERSION)
    throw new Refused(say.newer(version));
  if (version !== PROGRESS_VERSION) refuse("version");
  return {
    format: PROGRESS_FORMAT,
    version: PROGRESS_VERSION,
    reviews: reviewsOf(json["reviews"]),
    exams: sortedAttempts(
      list(json["exams"], "exams", MOST.exams).map((one, index) => attemptOf(one, `exams.${index}`)),
    ),
    settings: settingsOf(json["settings"]),
  };
}

function reviewsOf(json: unknown): Progress["reviews"] {
  if (!isRecord(json)) refuse("reviews");
  const entries = Object.entries(json);
  if (entries.length > MOST.ids) refuse("reviews");
  return Object.fromEntries(
    entries.map(([id, reviews]) => {
      if (!ID.test(id) || id.length > MOST.name) refuse("reviews");
      return [
        id,
        sortedReviews(list(reviews, `reviews.${id}`, MOST.reviews).map((one) => reviewOf(one, `reviews.${id}`))),
      ];
    }),
  );
}

function reviewOf(json: unknown, path: string): Review {
  if (!Array.isArray(json) || json.length !== 2) refuse(path);
  const [at, rating] = json as [unknown, unknown];
  if (rating !== 1 && rating !== 2 && rating !== 3 && rating !== 4) refuse(path);
  return [moment(at, path), rating satisfies Rating];
}

function attemptOf(json: unknown, path: string): Attempt {
  if (!isRecord(json)) refuse(path);
  const id = json["id"];
  if (typeof id !== "string" || !ATTEMPT_ID.test(id)) refuse(`${path}.id`);
  return {
    id,
    startedAt: moment(json["startedAt"], `${path}.startedAt`),
    handedInAt: moment(json["handedInAt"], `${path}.handedInAt`),
    minutes: within(json["minutes"], 0, 100_000, `${path}.minutes`),
    passMark: within(json["passMark"], 0, 100, `${path}.passMark`),
    percent: within(json["percent"], 0, 100, `${path}.percent`),
    results: list(json["results"], `${path}.results`, MOST.results).map((one) => resultOf(one, `${path}.results`)),
  };
}

function resultOf(json: unknown, path: string): AttemptResult {
  if (!isRecord(json)) refuse(path);
  const { id, competency, score } = json;
  if (typeof id !== "string" || !ID.test(id) || id.length > MOST.name) refuse(path);
  if (typeof competency !== "string" || !SLUG.test(competency) || competency.length > MOST.name) refuse(path);
  return { id, competency, score: within(score, 0, 1, path) };
}

function settingsOf(json: unknown): Settings {
  if (!isRecord(json)) refuse("settings");
  return {
    retention: within(json["retention"], RETENTION.least, RETENTION.most, "settings.retention"),
    at: moment(json["at"], "settings.at"),
  };
}

const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === "object" && json !== null && !Array.isArray(json);

function list(json: unknown, path: string, most: number): readonly unknown[] {
  return Array.isArray(json) && json.length <= most ? (json as unknown[]) : refuse(path);
}

function within(json: unknown, least: number, most: number, path: string): number {
  return typeof json === "number" && json >= least && json <= most ? (json === 0 ? 0 : json) : refuse(path);
}

function moment(json: unknown, path: string): number {
  return Number.isInteger(within(json, 0, LAST_MOMENT, path)) ? (json as number) : refuse(path);
}
