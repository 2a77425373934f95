/** A question and a language in; the question as it is asked in that language out. What explains its answer stays in Spanish. */

import { gap } from "./prepare.ts";
import type { Question } from "./questions.ts";

export type Language = "en" | "es";
export const LANGUAGES: readonly Language[] = ["en", "es"];

/** The language that a question will be shown in: Spanish where it has no other wording. */
export const shownIn = (question: Question, wanted: Language): Language => (question.english ? wanted : "es");

/** The question with its texts in that language, each in its place: answers mean the same in both. */
export function worded(question: Question, language: Language): Question {
  const english = language === "en" ? question.english : undefined;
  if (!english) return question;
  const { prompt, options = [], steps = [], pairs = [], code } = english;
  switch (question.kind) {
    case "choice":
      return {
        ...question,
        prompt,
        options: question.options.map((option, index) => ({ ...option, text: options[index] ?? option.text })),
        ...(code === undefined ? {} : { code }),
      };
    case "order":
      return { ...question, prompt, steps: question.steps.map((step, index) => steps[index] ?? step) };
    case "match":
      return { ...question, prompt, pairs: question.pairs.map((pair, index) => pairs[index] ?? pair) };
    case "cloze":
      // Whoever changed the language in between may have written it in the other one.
      return { ...question, prompt, accepts: [...question.accepts, gap(question)[1]] };
    default:
      return { ...question, prompt };
  }
}
