/** The site's JSON in; the bank, the programs and the curriculum out, or what cannot be read. */

import { indexPrograms, type Programs } from "./command/programs.ts";
import { say } from "./messages.ts";
import { isOurs } from "./published.ts";
import { type Bank, type Curriculum, KINDS, type Kind, type ProgramList, type Question } from "./questions.ts";
import { failure, type Result, success } from "./result.ts";

/**
 * questions.json in order of study. Left out are kinds of question that this code does not know, and questions that make
 * no sense for the Kubernetes version of the exam.
 */
export function readBank(json: unknown): Result<Bank> {
  if (!isOurs(json, "questions")) return failure(say.badData("questions.json"));
  const { questions, exam_version } = json as unknown as Bank;
  const known = questions.filter((one) => typeof one.id === "string" && KINDS.includes(one.kind as Kind));
  const fitting = known.filter((one) => holdsFor(one, exam_version));
  return success({ version: 1, exam_version, questions: fitting.toSorted((a, b) => a.order - b.order) });
}

/** programs.json, ready for grading. */
export function readPrograms(json: unknown): Result<Programs> {
  if (!isOurs(json, "programs")) return failure(say.badData("programs.json"));
  return success(indexPrograms(json as unknown as ProgramList));
}

/** curriculum.json */
export function readCurriculum(json: unknown): Result<Curriculum> {
  if (!isOurs(json, "domains")) return failure(say.badData("curriculum.json"));
  return success(json as unknown as Curriculum);
}

const minor = (version: string): number => Number(version.split(".")[1]);

/** Whether a question makes sense for a Kubernetes version. */
export const holdsFor = ({ since, until }: Question, version: string): boolean =>
  (since === undefined || minor(since) <= minor(version)) && (until === undefined || minor(version) <= minor(until));

export const byId = (questions: readonly Question[]): ReadonlyMap<string, Question> =>
  new Map(questions.map((one) => [one.id, one]));
