/** Progress and memory in; the numbers for small charts out. Days start at four in the morning, `offset` minutes east of UTC. */

import type { Memory } from "./memory.ts";
import type { Progress, Review } from "./progress.ts";
import type { Question } from "./questions.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const DAY_STARTS = 4 * 60 * MINUTE;

export interface DayCount {
  /** `2026-11-23` */
  readonly day: string;
  readonly count: number;
}

/** The number of the day to which a moment belongs. */
export const dayOf = (at: number, offset: number): number => Math.floor((at + offset * MINUTE - DAY_STARTS) / DAY);

/** `2026-11-23` for the number of that day. */
export const dayName = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** How many questions of the bank come due on each of the next days; the first has what is overdue too. */
export function dueForecast(
  questions: readonly Question[],
  memory: Memory,
  now: number,
  days: number,
  offset: number,
): readonly DayCount[] {
  const today = dayOf(now, offset);
  const counts = new Array<number>(days).fill(0);
  for (const { id } of questions) {
    const known = memory.byId.get(id);
    const index = known ? Math.max(0, dayOf(known.due, offset) - today) : days;
    if (index < days) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ day: dayName(today + index), count }));
}

/** How many answers were given on each of the last days, today last. */
export function activity(progress: Progress, now: number, days: number, offset: number): readonly DayCount[] {
  const first = dayOf(now, offset) - days + 1;
  const counts = new Array<number>(days).fill(0);
  for (const [at] of allReviews(progress)) {
    const index = dayOf(at, offset) - first;
    if (index >= 0 && index < days) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ day: dayName(first + index), count }));
}

export interface Streak {
  /** Days in a row up to today, or up to yesterday as long as today is not over. */
  readonly current: number;
  readonly longest: number;
  /** Whether anything was answered today. */
  readonly today: boolean;
}

/** For how many days in a row something was answered. */
export function streak(progress: Progress, now: number, offset: number): Streak {
  const today = dayOf(now, offset);
  const days = [...new Set(allReviews(progress).map(([at]) => dayOf(at, offset)))]
    .filter((day) => day <= today)
    .sort((a, b) => a - b);
  let [run, longest] = [0, 0];
  days.forEach((day, index) => {
    run = days[index - 1] === day - 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  const last = days.at(-1);
  return { current: last !== undefined && last >= today - 1 ? run : 0, longest, today: last === today };
}

export interface Retention {
  readonly asked: number;
  readonly remembered: number;
  /** From 0 to 1; `null` when nothing was asked again. */
  readonly rate: number | null;
}

/** How much was still remembered: of each question's first answer a day, those on days after the one when it was first met. */
export function retentionOver(progress: Progress, now: number, days: number, offset: number): Retention {
  const since = dayOf(now, offset) - days + 1;
  let [asked, remembered] = [0, 0];
  for (const reviews of Object.values(progress.reviews)) {
    reviews.forEach(([at, rating], index) => {
      const before = reviews[index - 1];
      const again = before !== undefined && dayOf(before[0], offset) < dayOf(at, offset);
      if (!again || dayOf(at, offset) < since || at > now) return;
      asked++;
      if (rating > 1) remembered++;
    });
  }
  return { asked, remembered, rate: asked === 0 ? null : remembered / asked };
}

export interface Weakness {
  readonly topic: string;
  readonly answers: number;
  readonly failed: number;
  /** Share of failed answers, from 0 to 1, as if two more had been answered, one of them right: few answers say little. */
  readonly weakness: number;
}

/** The topics with any answer, weakest first; only the last five answers of each question count. */
export function weakTopics(questions: readonly Question[], progress: Progress): readonly Weakness[] {
  const found = new Map<string, { answers: number; failed: number }>();
  for (const { id, topic } of questions) {
    const recent = (progress.reviews[id] ?? []).slice(-5);
    const { answers, failed } = found.get(topic) ?? { answers: 0, failed: 0 };
    const wrong = recent.filter(([, rating]) => rating === 1).length;
    found.set(topic, { answers: answers + recent.length, failed: failed + wrong });
  }
  return [...found]
    .filter(([, { answers }]) => answers > 0)
    .map(([topic, { answers, failed }]) => ({ topic, answers, failed, weakness: (failed + 1) / (answers + 2) }))
    .sort((a, b) => b.weakness - a.weakness || (a.topic < b.topic ? -1 : 1));
}

/** How far one is: of all questions, those never asked, being learned, and known (due again in three weeks or more). */
export function maturity(
  questions: readonly Question[],
  memory: Memory,
): { readonly fresh: number; readonly young: number; readonly mature: number } {
  let [fresh, mature] = [0, 0];
  for (const { id } of questions) {
    const known = memory.byId.get(id);
    if (known === undefined) fresh++;
    else if (known.due - known.last >= 21 * DAY) mature++;
  }
  return { fresh, young: questions.length - fresh - mature, mature };
}

const allReviews = (progress: Progress): readonly Review[] => Object.values(progress.reviews).flat();
