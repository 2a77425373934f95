/** The shapes of api/v1/questions.json, curriculum.json and programs.json: what the site publishes, as the study side reads it. */

export type Kind = "choice" | "command" | "order" | "fault" | "match" | "route" | "cloze";
export const KINDS: readonly Kind[] = ["choice", "command", "order", "fault", "match", "route", "cloze"];

/** What all questions share. Texts are inline Markdown with their references resolved; `code` is never Markdown. */
export interface QuestionBase {
  readonly id: string;
  readonly kind: Kind;
  readonly prompt: string;
  /** Why the right answer is right. */
  readonly why: string;
  readonly competency: string;
  /** The note it belongs to: `ingress`. */
  readonly topic: string;
  readonly difficulty: number;
  /** Where it is explained: `notas/ingress.md#ingress-prefix`. */
  readonly page: string;
  /** Ids of the facts that its answer stands on. */
  readonly about: readonly string[];
  /** What those facts stand on; before them, what proved the question itself. */
  readonly explained: readonly Evidence[];
  /** Its place in the course's order of study. */
  readonly order: number;
  readonly generated: boolean;
  readonly sources: readonly Source[];
  /** The Kubernetes versions for which it makes sense, inclusive. */
  readonly since?: string;
  readonly until?: string;
  readonly english?: Wording;
}

/** What is shown in English, each part in the place that it has in Spanish. */
export interface Wording {
  readonly prompt: string;
  readonly options?: readonly string[];
  readonly steps?: readonly string[];
  readonly pairs?: readonly { readonly left: string; readonly right: string }[];
  readonly code?: string;
}

/** Where a fact is explained, the official pages that it was read on, and which program confirmed it when. */
export interface Evidence {
  readonly id: string;
  /** `referencia/puertos.md#etcd` */
  readonly page: string;
  readonly sources: readonly string[];
  /** `how` is a clause in Spanish; `run_on` a day, `2026-11-23`. */
  readonly proof?: { readonly how: string; readonly program: string; readonly run_on: string };
}

export interface Source {
  readonly url: string;
  readonly read: string;
  readonly quote: string;
}

export interface ChoiceQuestion extends QuestionBase {
  readonly kind: "choice";
  readonly code?: string;
  readonly language: string;
  /** More than one may be right: then several are to be chosen. */
  readonly options: readonly { readonly text: string; readonly right: boolean; readonly why: string }[];
}

export interface CommandQuestion extends QuestionBase {
  readonly kind: "command";
  /** Id of the command fact. */
  readonly answer: string;
  /** The command itself. */
  readonly run: string;
  /** Other commands that are right too. */
  readonly accepts: readonly string[];
  readonly traps: readonly { readonly typed: string; readonly why: string }[];
}

export interface OrderQuestion extends QuestionBase {
  readonly kind: "order";
  /** In the right order. */
  readonly steps: readonly string[];
}

export interface FaultQuestion extends QuestionBase {
  readonly kind: "fault";
  /** The manifest with the fault in it. */
  readonly code: string;
  readonly file: string;
  /** The lines (from 1) any of which shows the fault. */
  readonly lines: readonly number[];
  /** How the fault is mended. */
  readonly fix: string;
}

export interface MatchQuestion extends QuestionBase {
  readonly kind: "match";
  readonly pairs: readonly { readonly left: string; readonly right: string }[];
}

export interface RouteQuestion extends QuestionBase {
  readonly kind: "route";
  readonly code: string;
  readonly file: string;
  readonly request: {
    readonly method: string;
    readonly host: string;
    readonly path: string;
    readonly headers: readonly string[];
    readonly reaches: string;
    readonly receives?: string;
  };
  readonly wrong: readonly { readonly reaches: string; readonly why: string }[];
}

export interface ClozeQuestion extends QuestionBase {
  readonly kind: "cloze";
  /** The gap is the part of `prompt` between `**…**`; these are right too. */
  readonly accepts: readonly string[];
}

export type Question =
  ChoiceQuestion | CommandQuestion | OrderQuestion | FaultQuestion | MatchQuestion | RouteQuestion | ClozeQuestion;

/** questions.json */
export interface Bank {
  readonly version: 1;
  readonly exam_version: string;
  readonly questions: readonly Question[];
}

/** curriculum.json */
export interface Curriculum {
  readonly version: 1;
  readonly exam_version: string;
  readonly exam: { readonly minutes: number; readonly pass_mark: number; readonly tasks: string };
  readonly domains: readonly Domain[];
}

export interface Domain {
  readonly id: string;
  /** Second part of the Anki tag: `CKA::red::ingress`. */
  readonly tag: string;
  readonly en: string;
  readonly es: string;
  readonly weight: number;
  readonly competencies: readonly {
    readonly id: string;
    readonly en: string;
    readonly es: string;
    readonly in_scope: boolean;
  }[];
}

/** programs.json: the one specification by which commands are read and compared. */
export interface ProgramList {
  readonly version: 1;
  readonly programs: readonly Program[];
}

/** How one program reads its words; facts/programs.yaml documents the notation. What is absent is empty or false. */
export interface Program extends Grammar {
  readonly name: string;
  /** The program of which this is another name: `k`. */
  readonly same_as?: string;
  readonly prefixes?: boolean;
  /** It runs the command that follows it: `sudo`. */
  readonly wrapper?: boolean;
  readonly style?: "gnu" | "go" | "words";
  /** Each resource's names, the first being the one all stand for: `services service svc`. */
  readonly resources?: readonly string[];
}

/** What holds at one level of a program: for `kubectl`, for `kubectl create`, for `kubectl create ingress`. */
export interface Grammar {
  /** The subcommands known by name; with `prefixes`, the first that starts so is meant. */
  readonly subcommands?: readonly string[];
  /** `-n, --namespace=X`, one a flag. */
  readonly flags?: readonly string[];
  /** How what is neither a flag nor a subcommand is read: `resource`, `pod`, `any`…; empty: in order. */
  readonly operands?: string;
  /** The subcommand that is meant where none is written. */
  readonly default?: string;
  readonly aliases?: readonly string[];
  readonly commands?: Readonly<Record<string, Grammar>>;
}
