/** The words of one simple command and the programs in; what it asks for, in the one form that all its spellings share, out. */

import { comparable, type Flag } from "./flags.ts";
import { nearest } from "./nearest.ts";
import { type Operand, readOperands } from "./operands.ts";
import type { Level, ProgramGrammar, Programs } from "./programs.ts";
import { type SimpleCommand, shown, type Word, withoutPatterns } from "./words.ts";

/** Something that the program does not know, and what was probably meant. */
export interface Unknown {
  readonly what: "program" | "subcommand" | "flag" | "resource" | "value-missing";
  readonly word: string;
  readonly meant: string | null;
  /** The name that stands for what was probably meant. */
  readonly stands: string | null;
}

export interface Call {
  readonly program: string;
  /** Subcommands by the names that stand for them. */
  readonly path: readonly string[];
  /** By the name that stands for the flag; a flag without a value has an empty one. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly Operand[];
  /** The command that this one runs elsewhere: after `--`, or after `ip netns exec NAME`. */
  readonly inner: Call | null;
  readonly assignments: readonly string[];
  readonly redirects: readonly string[];
  readonly unknown: readonly Unknown[];
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** What the command asks for; `sudo` is not part of it. */
export function readCall(command: Pick<SimpleCommand, "words" | "redirects">, programs: Programs): Call {
  let words = command.words;
  const start = words.findIndex((word) => !ASSIGNMENT.test(word));
  const assignments = words
    .slice(0, start < 0 ? words.length : start)
    .map(shown)
    .sort();
  words = start < 0 ? [] : words.slice(start);
  while (words.length > 1 && programs.get(words[0] ?? "")?.wrapper) words = words.slice(withoutWrapper(words));
  const redirects = command.redirects.map(({ sign, target }) => `${sign} ${shown(target)}`);
  return { ...readProgram(words, programs), assignments, redirects };
}

function withoutWrapper(words: readonly Word[]): number {
  const next = words.findIndex((word, index) => index > 0 && !word.startsWith("-"));
  return next < 0 ? 1 : next;
}

type Core = Omit<Call, "assignments" | "redirects">;

function readProgram(words: readonly Word[], programs: Programs): Core {
  const typed = shown(words[0] ?? "");
  const name = typed.slice(typed.lastIndexOf("/") + 1);
  const grammar = programs.get(name);
  const program = grammar?.name ?? name;
  if (!grammar?.known) {
    const meant = nearest(name, programs.keys());
    const unknown: Unknown[] = grammar
      ? []
      : [{ what: "program", word: typed, meant, stands: programs.get(meant ?? "")?.name ?? null }];
    const operands = words.slice(1).map((word): Operand => ({ role: "word", text: word }));
    return { program, path: [], flags: new Map(), operands, inner: null, unknown };
  }
  const reader = new Reader(grammar);
  const rest = grammar.style === "words" ? reader.readWords(words.slice(1)) : reader.readOptions(words.slice(1));
  const { operands, unknown, from } = readOperands(reader.level, reader.operands, grammar);
  const inner = [...reader.operands.slice(from), ...rest];
  return {
    program,
    path: reader.path,
    flags: reader.flags,
    operands,
    inner: inner.length > 0 ? readCall({ words: inner, redirects: [] }, programs) : null,
    unknown: [...reader.unknown, ...unknown],
  };
}

/** Goes through the words of a program; what it found so far stands in its fields. */
class Reader {
  readonly path: string[] = [];
  readonly flags = new Map<string, string[]>();
  readonly operands: Word[] = [];
  readonly unknown: Unknown[] = [];
  readonly grammar: ProgramGrammar;
  readonly levels: Level[];

  constructor(grammar: ProgramGrammar) {
    this.grammar = grammar;
    this.levels = [grammar];
  }

  get level(): Level {
    return this.levels.at(-1) ?? this.grammar;
  }

  /** As getopt and pflag do: flags may stand anywhere before `--`. What follows `--` comes back. */
  readOptions(words: readonly Word[]): readonly Word[] {
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? "";
      if (word === "--") {
        if (this.grammar.style === "go") return words.slice(at + 1);
        this.operands.push(...words.slice(at + 1));
        return [];
      }
      if (word.startsWith("--")) at += this.long(word, words[at + 1]);
      else if (word.startsWith("-") && word.length > 1) at += this.cluster(word, words[at + 1]);
      else this.operand(word);
    }
    this.useDefault();
    return [];
  }

  /** As iproute2 does: options, object, command, then keywords with their values. */
  readWords(words: readonly Word[]): readonly Word[] {
    let at = 0;
    for (; words[at]?.startsWith("-"); at++) {
      const flag = this.option(words[at] ?? "");
      if (flag) at += this.take(flag, undefined, words[at + 1]);
    }
    for (; at < words.length; at++) {
      const word = words[at] ?? "";
      const keyword = this.level.subcommands.length === 0 ? this.level.byName.get(word) : undefined;
      const plain = this.level.operands.startsWith("=")
        ? this.level.byName.get(this.level.operands.slice(1))
        : undefined;
      if (keyword) at += this.take(keyword, undefined, words[at + 1]);
      else if (plain) this.take(plain, word, undefined);
      else this.operand(word);
    }
    this.useDefault();
    return [];
  }

  private option(word: Word): Flag | undefined {
    const name = word.replace(/^-+/, "-");
    const found =
      this.grammar.byName.get(name) ??
      this.grammar.flags.find((flag) => flag.names.some((each) => each.startsWith(name)));
    if (!found) this.miss("flag", word, this.grammar.byName.keys());
    return found;
  }

  private useDefault(): void {
    if (this.operands.length === 0 && this.level.default !== "") this.descend(this.level.default);
  }

  private operand(word: Word): void {
    if (this.level.subcommands.length === 0 || this.operands.length > 0) this.operands.push(word);
    else this.descend(word);
  }

  private descend(word: Word): void {
    const { subcommands, aliases, levels, operands } = this.level;
    const found =
      subcommands.includes(word) || !this.grammar.prefixes
        ? word
        : (subcommands.find((one) => one.startsWith(word)) ?? word);
    const name = aliases.get(found) ?? found;
    if (!subcommands.includes(name)) this.miss("subcommand", word, subcommands);
    this.path.push(shown(name));
    this.levels.push(levels.get(name) ?? { ...EMPTY, operands });
  }

  private find(name: string): Flag | undefined {
    for (let index = this.levels.length - 1; index >= 0; index--) {
      const found = this.levels[index]?.byName.get(name);
      if (found) return found;
    }
    return undefined;
  }

  /** `--name`, `--name=value`, `--name value`; how many more words it took. */
  private long(word: Word, next: Word | undefined): number {
    const equals = word.indexOf("=");
    const name = equals < 0 ? word : word.slice(0, equals);
    const value = equals < 0 ? undefined : word.slice(equals + 1);
    const flag = this.find(name) ?? this.abbreviated(name);
    if (flag) return this.take(flag, value, next);
    const meant = this.miss("flag", name, this.names("--"));
    const takes = value === undefined && next !== undefined && this.find(meant ?? "")?.value === "needed";
    this.flags.set(name, [shown((takes ? next : value) ?? "")]);
    return takes ? 1 : 0;
  }

  /** getopt_long understands `--num` for `--numeric` where nothing else starts so; pflag does not. */
  private abbreviated(name: string): Flag | undefined {
    const like = this.grammar.style === "gnu" ? this.names("--").filter((one) => one.startsWith(name)) : [];
    return like.length === 1 ? this.find(like[0] ?? "") : undefined;
  }

  /** `-ltn`, `-it`, `-oyaml`, `-o=yaml`, `-n x`; how many more words it took. */
  private cluster(word: Word, next: Word | undefined): number {
    const number = /^-\d+$/.test(word) ? this.find("-NUM") : undefined;
    if (number) return this.take(number, word.slice(1), undefined);
    for (let at = 1; at < word.length; at++) {
      const name = `-${word[at] ?? ""}`;
      const flag = this.find(name);
      if (!flag) {
        const unread = at === 1 ? word : `-${word.slice(at)}`;
        this.miss("flag", unread, this.names("-"));
        this.flags.set(shown(unread), [""]);
        return 0;
      }
      const rest = word.slice(at + 1);
      const attached = this.grammar.style === "go" && rest.startsWith("=") ? rest.slice(1) : rest;
      if (flag.value === "needed") return this.take(flag, rest === "" ? undefined : attached, next);
      if (flag.value === "attached" && rest !== "") return this.take(flag, attached, undefined);
      if (attached !== rest) return this.take(flag, attached, undefined);
      this.take(flag, undefined, undefined);
    }
    return 0;
  }

  /** Notes a flag with its value; 1 if the value was the next word. */
  private take(flag: Flag, value: Word | undefined, next: Word | undefined): number {
    if (flag.stands) {
      this.flags.set(flag.stands.name, [flag.stands.value]);
      return 0;
    }
    if (flag.value === "none") {
      if ((value === "false") === flag.on) this.flags.set(flag.name, [flag.on ? "false" : ""]);
      else this.flags.delete(flag.name);
      return 0;
    }
    const given = value ?? (flag.value === "needed" ? next : "");
    if (given === undefined) this.unknown.push({ what: "value-missing", word: flag.name, meant: null, stands: null });
    const pieces = flag.commas ? (given ?? "").split(",") : [given ?? ""];
    const values = pieces.map((piece) => comparable(flag.kind, shown(withoutPatterns(piece))));
    this.flags.set(flag.name, flag.repeats ? [...(this.flags.get(flag.name) ?? []), ...values].sort() : values);
    return value === undefined && flag.value === "needed" && next !== undefined ? 1 : 0;
  }

  private names(start: string): string[] {
    return this.levels.flatMap((level) => [...level.byName.keys()]).filter((name) => name.startsWith(start));
  }

  private miss(what: Unknown["what"], word: Word, known: Iterable<string>): string | null {
    const meant = nearest(shown(word), known);
    const stands = what === "flag" ? this.find(meant ?? "")?.name : this.level.aliases.get(meant ?? "");
    this.unknown.push({ what, word: shown(word), meant, stands: stands ?? meant });
    return meant;
  }
}

const EMPTY: Level = {
  name: "",
  flags: [],
  byName: new Map(),
  operands: "",
  default: "",
  subcommands: [],
  levels: new Map(),
  aliases: new Map(),
  known: true,
};
