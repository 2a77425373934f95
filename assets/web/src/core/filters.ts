/** Questions and what the learner wants to see in; the questions that fit out. An absent or empty list means any. */

import type { Memory } from "./memory.ts";
import type { Kind, Question } from "./questions.ts";

export interface Filter {
  readonly topics?: readonly string[];
  readonly competencies?: readonly string[];
  readonly kinds?: readonly Kind[];
  readonly difficulties?: readonly number[];
  /** Only those whose last answer was wrong. */
  readonly onlyFailed?: boolean;
  /** Only those written by people. */
  readonly onlyWritten?: boolean;
}

/** The questions that fit, in the order given. */
export function filterQuestions(questions: readonly Question[], filter: Filter, memory: Memory): readonly Question[] {
  const allows = <T>(list: readonly T[] | undefined, value: T): boolean =>
    list === undefined || list.length === 0 || list.includes(value);
  return questions.filter(
    (question) =>
      allows(filter.topics, question.topic) &&
      allows(filter.competencies, question.competency) &&
      allows(filter.kinds, question.kind) &&
      allows(filter.difficulties, question.difficulty) &&
      (filter.onlyFailed !== true || memory.byId.get(question.id)?.lastRating === 1) &&
      (filter.onlyWritten !== true || !question.generated),
  );
}
