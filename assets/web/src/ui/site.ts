/** The site's own addresses and data: where pages are, what the bank says. */

import { type Bank, type Curriculum, type Mission, type Programs, type Question, type Result, readBank, readCurriculum, readMissions, readPrograms } from "../core/index.ts";
import { ROOT } from "./addresses.ts";

export { linkTo, siteFile, topicTitle } from "./addresses.ts";

/** What the study side works with. */
export interface Course {
  readonly bank: Bank;
  readonly byId: ReadonlyMap<string, Question>;
  readonly programs: Programs;
}

let loading: Promise<Course> | undefined;

/** The bank and the programs, fetched once. Throws an Error whose message is for the learner. */
export function course(): Promise<Course> {
  loading ??= load("questions").catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The same with the questions of one topic only, as the quiz of a note needs it. */
export const topicCourse = (topic: string): Promise<Course> => load(`questions/${topic}`);

async function load(questions: string): Promise<Course> {
  const [bank, programs] = await Promise.all([fetched(questions, readBank), fetched("programs", readPrograms)]);
  return { bank, programs, byId: new Map(bank.questions.map((one) => [one.id, one])) };
}

/** The exam and its competencies. */
export const curriculum = (): Promise<Curriculum> => fetched("curriculum", readCurriculum);

/** The missions of the Linux node. */
export const missions = (): Promise<readonly Mission[]> => fetched("missions", readMissions);

async function fetched<T>(name: string, read: (json: unknown) => Result<T>): Promise<T> {
  const answer = await fetch(new URL(`api/v1/${name}.json`, ROOT)).catch(() => null);
  if (!answer?.ok) throw new Error("No se han podido cargar las preguntas. Comprueba la conexión y vuelve a intentarlo.");
  const found = read(await answer.json().catch(() => null));
  if (!found.ok) throw new Error(found.message);
  return found.value;
}
