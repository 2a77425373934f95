/** A handed-in exam and the bank in; marks, by competency too, and how to find in Anki what failed, out. */

import type { Answer, Grade } from "./answers.ts";
import { byId } from "./bank.ts";
import type { Programs } from "./command/programs.ts";
import { deadline, type Exam } from "./exam.ts";
import { grade } from "./grade.ts";
import type { Attempt, Rating } from "./progress.ts";
import type { Curriculum, Question } from "./questions.ts";

export interface ReportItem {
  readonly question: Question;
  /** `null` where nothing was answered. */
  readonly answer: Answer | null;
  readonly grade: Grade;
}

export interface CompetencyMark {
  readonly id: string;
  readonly es: string;
  readonly en: string;
  readonly domain: string;
  readonly asked: number;
  readonly right: number;
  /** From 0 to 100. */
  readonly percent: number;
}

export interface Report {
  /** For the history: `addAttempt(progress, report.attempt)`. */
  readonly attempt: Attempt;
  readonly percent: number;
  readonly passed: boolean;
  /** In the order of the exam; questions that left the bank meanwhile do not count. */
  readonly items: readonly ReportItem[];
  /** In the curriculum's order. */
  readonly competencies: readonly CompetencyMark[];
  readonly failed: readonly Question[];
  /** What each answered question counts for in practice. */
  readonly ratings: readonly { readonly id: string; readonly rating: Rating }[];
  /** To paste into Anki's search: just the cards that failed, or everything of their competencies. Empty if none failed. */
  readonly anki: { readonly cards: string; readonly competencies: string };
}

/** The report of an exam; one not handed in yet counts as handed in at its deadline. */
export function report(exam: Exam, questions: readonly Question[], curriculum: Curriculum, programs: Programs): Report {
  const known = byId(questions);
  const items = exam.questions.flatMap((id): ReportItem[] => {
    const question = known.get(id);
    const answer = exam.answers[id] ?? null;
    return question ? [{ question, answer, grade: grade(question, answer, programs) }] : [];
  });
  const percent = percentOf(items);
  const failed = items.filter((item) => !item.grade.right).map((item) => item.question);
  return {
    attempt: {
      id: exam.id,
      startedAt: exam.startedAt,
      handedInAt: exam.handedInAt ?? deadline(exam),
      minutes: exam.minutes,
      passMark: curriculum.exam.pass_mark,
      percent,
      results: items.map(({ question, grade }) => ({
        id: question.id,
        competency: question.competency,
        score: grade.score,
      })),
    },
    percent,
    passed: percent >= curriculum.exam.pass_mark,
    items,
    competencies: marks(items, curriculum),
    failed,
    ratings: items
      .filter((item) => item.answer !== null)
      .map(({ question, grade }) => ({ id: question.id, rating: grade.right ? 3 : 1 })),
    anki: { cards: ankiCards(failed), competencies: ankiCompetencies(failed, curriculum) },
  };
}

/** Partly right answers count in part, as in the real exam; never rounded up to a pass. */
function percentOf(items: readonly ReportItem[]): number {
  const sum = items.reduce((total, item) => total + item.grade.score, 0);
  return items.length === 0 ? 0 : Math.floor((1000 * sum) / items.length + 1e-9) / 10;
}

function marks(items: readonly ReportItem[], curriculum: Curriculum): readonly CompetencyMark[] {
  return curriculum.domains.flatMap((domain) =>
    domain.competencies.flatMap(({ id, es, en }) => {
      const own = items.filter((item) => item.question.competency === id);
      const right = own.filter((item) => item.grade.right).length;
      return own.length === 0
        ? []
        : [{ id, es, en, domain: domain.id, asked: own.length, right, percent: percentOf(own) }];
    }),
  );
}

/** `Id:q/ingress-class OR Id:port/etcd-peer.*`: a generated question has no card of its own, its fact has. */
function ankiCards(failed: readonly Question[]): string {
  const ids = failed.flatMap(({ generated, id, about }) => (generated ? about.map((fact) => `${fact}.*`) : [id]));
  return [...new Set(ids)].map((id) => `Id:${id}`).join(" OR ");
}

/** `tag:CKA::red::ingress OR …` */
function ankiCompetencies(failed: readonly Question[], curriculum: Curriculum): string {
  const wanted = new Set(failed.map((question) => question.competency));
  const tags = curriculum.domains.flatMap(({ tag, competencies }) =>
    competencies.filter(({ id }) => wanted.has(id)).map(({ id }) => `tag:CKA::${tag}::${id}`),
  );
  return tags.join(" OR ");
}
