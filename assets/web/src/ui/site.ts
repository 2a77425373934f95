/** The site's own addresses and data: where pages are, what the bank says. */

import { type Bank, type Curriculum, type Programs, type Question, type Result, readBank, readCurriculum, readPrograms } from "../core/index.ts";

const ROOT = new URL("..", import.meta.url);

/** The address of a page given as a file: `notas/ingress.md#x`. */
export function linkTo(page: string): string {
  const [file = "", anchor] = page.split("#");
  const folder = file.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, "/");
  return new URL(folder, ROOT).href + (anchor ? `#${anchor}` : "");
}

/** What the study side works with. */
export interface Course {
  readonly bank: Bank;
  readonly byId: ReadonlyMap<string, Question>;
  readonly programs: Programs;
}

let loading: Promise<Course> | undefined;

/** The bank and the programs, fetched once. Throws an Error whose message is for the learner. */
export function course(): Promise<Course> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Course> {
  const [bank, programs] = await Promise.all([fetched("questions", readBank), fetched("programs", readPrograms)]);
  return { bank, programs, byId: new Map(bank.questions.map((one) => [one.id, one])) };
}

/** The exam and its competencies. */
export const curriculum = (): Promise<Curriculum> => fetched("curriculum", readCurriculum);

async function fetched<T>(name: string, read: (json: unknown) => Result<T>): Promise<T> {
  const answer = await fetch(new URL(`api/v1/${name}.json`, ROOT)).catch(() => null);
  if (!answer?.ok) throw new Error("No se han podido cargar las preguntas. Comprueba la conexión y vuelve a intentarlo.");
  const found = read(await answer.json().catch(() => null));
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

/** The titles of the notes, as the page's own navigation has them. */
export function topicTitle(topic: string): string {
  const address = linkTo(`notas/${topic}.md`);
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".md-nav a[href], .cards a[href]")) {
    if (link.href.split("#")[0] === address && link.textContent?.trim()) return link.textContent.trim();
  }
  return topic;
}
