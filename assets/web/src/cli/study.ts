/**
 * Run by node: `study.ts FOLDER PROGRESS SIZE [TOPIC]`. The site's JSON in FOLDER and a file of progress in; questions asked
 * at the terminal, and the same file with what was answered, out. The file is the one that the site exports and imports.
 */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline/promises";
import { emptyProgress, filterQuestions, grade, type Grade, prepare, type Programs, type Progress, type Question, ratingOf, readBank, readProgress, readPrograms, recall, type Result, review, session, writeProgress } from "../core/index.ts";
import { asked, plain, typedAnswer } from "./typed-answers.ts";

const [folder = ".", file = "", size = "10", topic] = process.argv.slice(2);

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  console.error(result.message);
  process.exit(1);
}

const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8"));
const { questions } = must(readBank(read("questions")));
const programs: Programs = must(readPrograms(read("programs")));
let progress: Progress = existsSync(file) ? must(readProgress(readFileSync(file, "utf8"))) : emptyProgress();
let memory = recall(progress);

/** In one step: whoever stops it half-way keeps what there was. */
function save(): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, writeProgress(progress));
  renameSync(`${file}.new`, file);
}

/** What one reads after answering. */
function told(question: Question, { right, message, parts, solution, why }: Grade): string[] {
  const sign = { right: "✓", wrong: "✗", missed: "✓", idle: "✗" };
  const each = parts.filter((part) => part.why && part.why !== message).map((part) => `  ${sign[part.state]} ${plain(part.text)}: ${plain(part.why)}`);
  const proofs = question.explained.flatMap(({ proof }) => (proof ? [`  ${proof.how} (${proof.run_on})`] : []));
  const answer = right ? [] : ["La respuesta:", ...solution.map((line) => `  ${plain(line)}`)];
  const pages = question.explained.flatMap(({ sources }) => sources).map((url) => `  ${url}`);
  return [`${right ? "✓" : "✗"} ${plain(message)}`, ...each, ...answer, ...(why ? [`Por qué: ${plain(why)}`] : []), ...new Set([...proofs, ...pages])];
}

/** Asks until what is typed is an answer; `null` once there is no more to be read. */
async function ask(question: Question, lines: AsyncIterator<string>): Promise<Grade | null> {
  const shown = prepare(question, `${Date.now()}`);
  console.log(asked(shown).join("\n"));
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return null;
    const answer = typedAnswer(shown, value);
    if (answer) return grade(question, answer, programs);
    console.log("Eso no es una respuesta a esta pregunta. Otra vez (Ctrl-D para dejarlo):");
  }
}

const fitting = filterQuestions(questions, { topics: topic ? [topic] : [] }, memory);
const ids = session(fitting, memory, Date.now(), Math.max(0, Number(size)));
const byId = new Map(fitting.map((one) => [one.id, one]));
const terminal = createInterface({ input: process.stdin });
const lines = terminal[Symbol.asyncIterator]();
let right = 0;
let answered = 0;
for (const [index, id] of ids.entries()) {
  const question = byId.get(id);
  if (!question) continue;
  console.log(`\n── Pregunta ${index + 1} de ${ids.length} ──`);
  const found = await ask(question, lines);
  if (!found) break;
  console.log(told(question, found).join("\n"));
  ({ progress, memory } = review(progress, memory, id, ratingOf(found), Date.now()));
  save();
  answered++;
  if (found.right) right++;
}
terminal.close();
console.log(ids.length === 0 ? "No hay preguntas nuevas ni pendientes." : `\nHas acertado ${right} de ${answered}. El progreso está en ${file}: el sitio lo importa en «Practicar».`);
