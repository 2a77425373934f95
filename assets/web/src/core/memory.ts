/** What was answered in; what FSRS makes of it, and the next question to ask, out. */

import { type Card, createEmptyCard, type FSRS, fsrs, type Grade as FsrsGrade, State } from "ts-fsrs";
import type { Grade } from "./answers.ts";
import { addReview, type Progress, type Rating, type Review } from "./progress.ts";
import type { Question } from "./questions.ts";

/** How well one question is remembered. */
export interface Remembered {
  /** When it should be asked again. */
  readonly due: number;
  readonly last: number;
  readonly lastRating: Rating;
  /** It is asked again within minutes: it has just been failed or learned. */
  readonly learning: boolean;
  readonly reviews: number;
  readonly lapses: number;
  readonly card: Card;
}

/** Follows wholly from the reviews and the desired retention: never stored, made anew by `recall`. */
export interface Memory {
  readonly retention: number;
  readonly byId: ReadonlyMap<string, Remembered>;
}

/** Everything answered so far, replayed. */
export function recall(progress: Progress): Memory {
  const { retention } = progress.settings;
  const scheduler = schedulerFor(retention);
  const byId = new Map<string, Remembered>();
  for (const [id, reviews] of Object.entries(progress.reviews)) {
    const remembered = reviews.reduce<Remembered | undefined>(
      (before, one) => remember(scheduler, before, one),
      undefined,
    );
    if (remembered) byId.set(id, remembered);
  }
  return { retention, byId };
}

/** The progress and the memory after one more answer. */
export function review(
  progress: Progress,
  memory: Memory,
  id: string,
  rating: Rating,
  now: number,
): { progress: Progress; memory: Memory } {
  const added = addReview(progress, id, [now, rating]);
  const before = memory.byId.get(id);
  const inOrder = before === undefined || now > before.last;
  const scheduler = schedulerFor(memory.retention);
  const after = inOrder
    ? remember(scheduler, before, [now, rating])
    : added.reviews[id]?.reduce<Remembered | undefined>((last, one) => remember(scheduler, last, one), undefined);
  const byId = new Map(memory.byId);
  if (after) byId.set(id, after);
  return { progress: added, memory: { retention: memory.retention, byId } };
}

/** What an answer counts for, unless the learner says it was hard or easy. */
export const ratingOf = (grade: Grade): Rating => (grade.right ? 3 : 1);

const schedulerFor = (retention: number): FSRS => fsrs({ request_retention: retention, enable_fuzz: false });

function remember(scheduler: FSRS, before: Remembered | undefined, [at, rating]: Review): Remembered {
  const now = new Date(at);
  const { card } = scheduler.next(before?.card ?? createEmptyCard(now), now, rating as FsrsGrade);
  const learning = card.state === State.Learning || card.state === State.Relearning;
  return {
    due: card.due.getTime(),
    last: at,
    lastRating: rating,
    learning,
    reviews: card.reps,
    lapses: card.lapses,
    card,
  };
}

/** How likely it is remembered now, from 0 to 1; `null` for what was never asked. */
export function retrievability(memory: Memory, id: string, now: number): number | null {
  const known = memory.byId.get(id);
  return known ? schedulerFor(memory.retention).get_retrievability(known.card, new Date(now), false) : null;
}

export interface NextOptions {
  /** How many new questions may still be asked today. */
  readonly newLeft?: number;
  /** Not these, unless nothing else is left: those just asked. */
  readonly avoid?: readonly string[];
}

const AHEAD = 20 * 60_000;

/**
 * What to ask next: what is due, longest overdue first; then what is new, in the course's order; then what is due
 * within minutes. `null` when there is nothing to do.
 */
export function next(
  questions: readonly Question[],
  memory: Memory,
  now: number,
  options: NextOptions = {},
): Question | null {
  const avoid = new Set(options.avoid);
  const fresh = (options.newLeft ?? Infinity) > 0;
  const found = best(questions, memory, now, fresh, (id) => !avoid.has(id));
  return found ?? (avoid.size > 0 ? best(questions, memory, now, fresh, () => true) : null);
}

function best(
  questions: readonly Question[],
  memory: Memory,
  now: number,
  fresh: boolean,
  wanted: (id: string) => boolean,
): Question | null {
  let due: Question | null = null;
  let dueAt = now + AHEAD + 1;
  let first: Question | null = null;
  for (const question of questions) {
    if (!wanted(question.id)) continue;
    const known = memory.byId.get(question.id);
    if (known === undefined) {
      if (fresh && (first === null || question.order < first.order)) first = question;
    } else if (known.due < dueAt && (known.due <= now || known.learning)) {
      [due, dueAt] = [question, known.due];
    }
  }
  return due !== null && dueAt <= now ? due : (first ?? due);
}

/** The ids for one sitting: what is due, longest overdue first, then (unless only `due` is wanted) new ones in the course's order. */
export function session(
  questions: readonly Question[],
  memory: Memory,
  now: number,
  size: number | "due",
): readonly string[] {
  const dueOf = (question: Question): number => memory.byId.get(question.id)?.due ?? Infinity;
  const due = questions
    .filter((question) => dueOf(question) <= now)
    .sort((a, b) => dueOf(a) - dueOf(b) || a.order - b.order);
  const fresh =
    size === "due"
      ? []
      : questions.filter((question) => !memory.byId.has(question.id)).sort((a, b) => a.order - b.order);
  return [...due, ...fresh].slice(0, size === "due" ? due.length : size).map((question) => question.id);
}
