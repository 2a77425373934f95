/** What a learner is shown, what a learner answers and what comes back: the types between the questions and the screen. */

/** A thing to show with the number by which an answer names it; numbers mean the same whatever the order shown. */
export interface Shown {
  readonly key: number;
  readonly text: string;
}

interface PreparedBase {
  readonly id: string;
  readonly prompt: string;
}

/** A question ready for the screen, mixed by its seed; nothing in it tells the answer. */
export type Prepared =
  | (PreparedBase & {
      readonly kind: "choice";
      readonly code?: string;
      readonly language: string;
      readonly several: boolean;
      readonly options: readonly Shown[];
    })
  | (PreparedBase & { readonly kind: "command" })
  | (PreparedBase & { readonly kind: "order"; readonly steps: readonly Shown[] })
  | (PreparedBase & { readonly kind: "fault"; readonly file: string; readonly lines: readonly string[] })
  | (PreparedBase & { readonly kind: "match"; readonly lefts: readonly Shown[]; readonly rights: readonly Shown[] })
  | (PreparedBase & {
      readonly kind: "route";
      readonly code: string;
      readonly file: string;
      readonly request: string;
      readonly options: readonly Shown[];
    })
  /** `before` and `after` stand around the gap. */
  | (PreparedBase & { readonly kind: "cloze"; readonly before: string; readonly after: string });

/** An answer. Numbers are the keys of what was shown; `line` counts from 1; `rights[i]` belongs to the left with key i. */
export type Answer =
  | { readonly kind: "choice"; readonly chosen: readonly number[] }
  | { readonly kind: "command"; readonly typed: string }
  | { readonly kind: "order"; readonly order: readonly number[] }
  | { readonly kind: "fault"; readonly line: number }
  | { readonly kind: "match"; readonly rights: readonly (number | null)[] }
  | { readonly kind: "route"; readonly chosen: number }
  | { readonly kind: "cloze"; readonly typed: string };

/** How one part of an answer fared: `missed` was right and not chosen, `idle` was wrong and not chosen. */
export type PartState = "right" | "wrong" | "missed" | "idle";

export interface Part {
  /** The key of what was shown; the line for a fault; -1 where the part was not shown (a piece of a command). */
  readonly key: number;
  readonly state: PartState;
  /** What it was: the option, the step, the piece of the command. May be empty. Inline Markdown. */
  readonly text: string;
  /** In Spanish: why it is so, or what is wrong with it. May be empty. Inline Markdown. */
  readonly why: string;
}

export interface Grade {
  readonly right: boolean;
  /** From 0 to 1: how much of it was right. */
  readonly score: number;
  /** One short sentence in Spanish to announce. */
  readonly message: string;
  readonly parts: readonly Part[];
  /** The right answer, to be shown: a command, a word, a list of steps. Inline Markdown. */
  readonly solution: readonly string[];
  /** Why the right answer is right. */
  readonly why: string;
}
