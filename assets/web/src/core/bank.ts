/** The site's JSON in; the bank, the programs and the curriculum out, or what cannot be read. */

import { indexPrograms, type Programs } from "./command/programs.ts";
import { say } from "./messages.ts";
import { type Bank, type Curriculum, KINDS, type Kind, type ProgramList, type Question } from "./questions.ts";
import { failure, type Result, success } from "./result.ts";

/** questions.json in order of study; kinds of question that this code does not know are left out. */
export function readBank(json: unknown): Result<Bank> {
  if (!isOurs(json, "questions")) return failure(say.badData("questions.json"));
  const { questions, exam_version } = json as unknown as Bank;
  const known = questions.filter((one) => typeof one.id === "string" && KINDS.includes(one.kind as Kind));
  return success({ version: 1, exam_version, questions: known.toSorted((a, b) => a.order - b.order) });
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

function isOurs(json: unknown, list: string): json is Record<string, unknown> {
  return (
    typeof json === "object" &&
    json !== null &&
    (json as Record<string, unknown>)["version"] === 1 &&
    Array.isArray((json as Record<string, unknown>)[list])
  );
}

export const byId = (questions: readonly Question[]): ReadonlyMap<string, Question> =>
  new Map(questions.map((one) => [one.id, one]));
