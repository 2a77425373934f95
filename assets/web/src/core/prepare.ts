/** A question and a seed in; what a learner is shown out, mixed and without its answer. */

import type { Prepared, Shown } from "./answers.ts";
import type { ClozeQuestion, Question } from "./questions.ts";
import { shuffled } from "./random.ts";

const GAP = /\*\*(.+?)\*\*/;

/** The question for the screen; the same seed gives the same order. */
export function prepare(question: Question, seed: string): Prepared {
  const { id, prompt } = question;
  const mix = (texts: readonly string[]): Shown[] => shuffled(keyed(texts), `${id} ${seed}`);
  switch (question.kind) {
    case "choice": {
      const { code, language, options } = question;
      const several = options.filter((option) => option.right).length > 1;
      const base = {
        kind: question.kind,
        id,
        prompt,
        language,
        several,
        options: mix(options.map((option) => option.text)),
      };
      return code === undefined ? base : { ...base, code };
    }
    case "command":
      return { kind: question.kind, id, prompt };
    case "order":
      return { kind: question.kind, id, prompt, steps: unsolved(mix(question.steps)) };
    case "fault":
      return {
        kind: question.kind,
        id,
        prompt,
        file: question.file,
        lines: question.code.replace(/\n$/, "").split("\n"),
      };
    case "match":
      return {
        kind: question.kind,
        id,
        prompt,
        lefts: keyed(question.pairs.map((pair) => pair.left)),
        rights: mix(question.pairs.map((pair) => pair.right)),
      };
    case "route": {
      const { method, host, path, headers } = question.request;
      const request = [`${method} http://${host}${path}`, ...headers].join("\n");
      const options = mix([question.request.reaches, ...question.wrong.map((one) => one.reaches)]);
      return { kind: question.kind, id, prompt, code: question.code, file: question.file, request, options };
    }
    case "cloze": {
      const [before, , after] = gap(question);
      return { kind: question.kind, id, prompt: `${before}…${after}`, before, after };
    }
  }
}

/** What stands before the gap, in it and after it. */
export function gap(question: ClozeQuestion): readonly [string, string, string] {
  const found = GAP.exec(question.prompt);
  if (!found) return [question.prompt, "", ""];
  return [question.prompt.slice(0, found.index), found[1] ?? "", question.prompt.slice(found.index + found[0].length)];
}

const keyed = (texts: readonly string[]): Shown[] => texts.map((text, key) => ({ key, text }));

/** Steps to put in order never start out in the right one. */
function unsolved(steps: Shown[]): Shown[] {
  const solved = steps.every((step, index) => step.key === index);
  return solved ? [...steps.slice(1), ...steps.slice(0, 1)] : steps;
}
