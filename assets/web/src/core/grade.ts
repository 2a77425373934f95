/** A question, an answer and the programs in; whether it is right, how much of it, and what to say about each part, out. */

import type { Answer, Grade, Part, PartState } from "./answers.ts";
import { gradeCommand } from "./command/grading.ts";
import { distance } from "./command/nearest.ts";
import type { Programs } from "./command/programs.ts";
import { code, say, tell } from "./messages.ts";
import { gap } from "./prepare.ts";
import type {
  ChoiceQuestion,
  ClozeQuestion,
  CommandQuestion,
  FaultQuestion,
  MatchQuestion,
  OrderQuestion,
  Question,
  RouteQuestion,
} from "./questions.ts";

/** How an answer fares; none (`null`) or one of another kind is wrong. */
export function grade(question: Question, answer: Answer | null, programs: Programs): Grade {
  if (answer === null || answer.kind !== question.kind) {
    const blank = gradeOf(question, BLANK[question.kind], programs);
    return { ...blank, right: false, score: 0, message: answer === null ? say.unanswered : say.otherKind };
  }
  return gradeOf(question, answer, programs);
}

const BLANK: Readonly<Record<Question["kind"], Answer>> = {
  choice: { kind: "choice", chosen: [] },
  command: { kind: "command", typed: "" },
  order: { kind: "order", order: [] },
  fault: { kind: "fault", line: 0 },
  match: { kind: "match", rights: [] },
  route: { kind: "route", chosen: -1 },
  cloze: { kind: "cloze", typed: "" },
};

function gradeOf(question: Question, answer: Answer, programs: Programs): Grade {
  if (question.kind === "choice" && answer.kind === "choice") return choice(question, answer.chosen);
  if (question.kind === "command" && answer.kind === "command") return command(question, answer.typed, programs);
  if (question.kind === "order" && answer.kind === "order") return order(question, answer.order);
  if (question.kind === "fault" && answer.kind === "fault") return fault(question, answer.line);
  if (question.kind === "match" && answer.kind === "match") return match(question, answer.rights);
  if (question.kind === "route" && answer.kind === "route") return route(question, answer.chosen);
  if (question.kind === "cloze" && answer.kind === "cloze") return cloze(question, answer.typed);
  throw new TypeError(`no grading of ${answer.kind} for ${question.kind}`);
}

function graded(
  question: Question,
  score: number,
  parts: readonly Part[],
  solution: readonly string[],
  message?: string,
): Grade {
  const right = score === 1;
  return { right, score, parts, solution, why: question.why, message: message ?? (right ? say.right : say.wrong) };
}

const state = (right: boolean, chosen: boolean): PartState =>
  right ? (chosen ? "right" : "missed") : chosen ? "wrong" : "idle";

/** Of several right options: what was rightly chosen less what was wrongly chosen. */
function choice(question: ChoiceQuestion, chosen: readonly number[]): Grade {
  const parts = question.options.map(({ text, right, why }, key) => ({
    key,
    text,
    why,
    state: state(right, chosen.includes(key)),
  }));
  const count = (wanted: PartState): number => parts.filter((part) => part.state === wanted).length;
  const rights = count("right") + count("missed");
  const score = Math.max(0, (count("right") - count("wrong")) / rights);
  const solution = question.options.filter((option) => option.right).map((option) => option.text);
  const message = score > 0 && score < 1 ? say.partly(count("right"), rights) : undefined;
  return graded(question, score, parts, solution, message);
}

function command(question: CommandQuestion, typed: string, programs: Programs): Grade {
  const accepted = [question.run, ...question.accepts];
  const found = gradeCommand(typed, accepted, programs);
  const solution = accepted.map(code);
  if (found.right) return graded(question, 1, [], solution);
  if (found.trouble) return graded(question, 0, [], solution, say.trouble[found.trouble]);
  const trap = question.traps.find((one) => gradeCommand(typed, [one.typed], programs).right);
  const parts = found.differences.map((one): Part => ({
    key: -1,
    state: one.typed === null ? "missed" : "wrong",
    text: code(one.typed ?? one.expected ?? ""),
    why: tell(one),
  }));
  const known: Part[] = trap ? [{ key: -1, state: "wrong", text: code(trap.typed), why: trap.why }] : [];
  const first = found.differences[0];
  return graded(question, 0, [...known, ...parts], solution, trap ? say.trap : first ? tell(first) : say.wrong);
}

/** The score is the longest run of steps that stand in the right order among themselves. */
function order(question: OrderQuestion, given: readonly number[]): Grade {
  const kept = new Set(
    longestRising(given.filter((key, index) => question.steps[key] !== undefined && given.indexOf(key) === index)),
  );
  const whole = question.steps.every((_, index) => given[index] === index);
  const parts = question.steps.map((text, key): Part => {
    const stays = kept.has(key);
    return { key, text, state: stays ? "right" : "wrong", why: stays ? say.stepInPlace : say.stepBelongs(key + 1) };
  });
  const score = whole ? 1 : kept.size < 2 ? 0 : Math.min(kept.size, question.steps.length - 1) / question.steps.length;
  return graded(
    question,
    score,
    parts,
    question.steps,
    score > 0 && score < 1 ? say.partly(kept.size, question.steps.length) : undefined,
  );
}

function longestRising(keys: readonly number[]): number[] {
  const best: number[][] = [];
  for (const key of keys) {
    const before = best
      .filter((run) => (run.at(-1) ?? -1) < key)
      .reduce<number[]>((long, run) => (run.length > long.length ? run : long), []);
    best.push([...before, key]);
  }
  return best.reduce<number[]>((long, run) => (run.length > long.length ? run : long), []);
}

function fault(question: FaultQuestion, line: number): Grade {
  const right = question.lines.includes(line);
  const lines = question.code.split("\n");
  const shown = (at: number): string => code((lines[at - 1] ?? "").trim() || "…");
  const parts = question.lines.map((at): Part => ({
    key: at,
    state: at === line || !right ? state(true, at === line) : "idle",
    text: shown(at),
    why: question.fix,
  }));
  const wrong: Part[] =
    right || line < 1 ? [] : [{ key: line, state: "wrong", text: shown(line), why: say.notTheFault(line) }];
  return graded(
    question,
    right ? 1 : 0,
    [...wrong, ...parts],
    [question.fix],
    right ? say.right : say.faultHere(question.lines),
  );
}

function match(question: MatchQuestion, rights: readonly (number | null)[]): Grade {
  const parts = question.pairs.map(({ left, right }, key): Part => {
    const given = question.pairs[rights[key] ?? -1]?.right;
    const fits = given === right;
    return {
      key,
      text: left,
      state: fits ? "right" : given === undefined ? "missed" : "wrong",
      why: fits ? "" : say.pairBelongs(right),
    };
  });
  const done = parts.filter((part) => part.state === "right").length;
  const score = done / parts.length;
  const solution = question.pairs.map(({ left, right }) => `${left} → ${right}`);
  return graded(question, score, parts, solution, score > 0 && score < 1 ? say.partly(done, parts.length) : undefined);
}

function route(question: RouteQuestion, chosen: number): Grade {
  const { reaches, receives } = question.request;
  const options = [{ reaches, why: question.why }, ...question.wrong];
  const parts = options.map((option, key): Part => ({
    key,
    text: code(option.reaches),
    why: option.why,
    state: state(key === 0, key === chosen),
  }));
  return graded(question, chosen === 0 ? 1 : 0, parts, [
    code(reaches) + (receives === undefined ? "" : ` (recibe ${code(receives)})`),
  ]);
}

/** Case, accents, quotes and spaces around do not count in words; in what looks like code, case does. */
function cloze(question: ClozeQuestion, typed: string): Grade {
  const [, inside] = gap(question);
  const accepted = [inside, ...question.accepts];
  const mine = bare(typed);
  const right = mine !== "" && accepted.some((one) => same(mine, bare(one)));
  const near = !right && mine.length > 3 && accepted.some((one) => distance(folded(mine), folded(bare(one))) <= 1);
  const part: Part = {
    key: -1,
    state: right ? "right" : "wrong",
    text: code(typed.trim() || "…"),
    why: right ? "" : say.pairBelongs(inside),
  };
  return graded(
    question,
    right ? 1 : 0,
    [part],
    accepted.map((one) => (one.includes("`") ? one : `**${one}**`)),
    near ? say.clozeNear : undefined,
  );
}

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^[`"'«“]+|[`"'»”.]+$/g, "")
    .replace(/\s+/g, " ");

const same = (mine: string, theirs: string): boolean =>
  mine === theirs || (!looksLikeCode(theirs) && folded(mine) === folded(theirs));

/** `podCIDR`, `ip_forward`, `/etc/cni`, `-A`: there every letter counts. */
const looksLikeCode = (text: string): boolean => /[a-z][A-Z]|[/_=:$]|^-/.test(text);

const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/(?!\u0303)\p{M}/gu, "")
    .normalize("NFC");
