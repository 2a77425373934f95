/** programs.json in; the same made ready for look-ups out: one grammar a level, names and aliases by which to find it. */

import type { Grammar, Program, ProgramList } from "../questions.ts";
import { type Flag, readFlag } from "./flags.ts";

/** One level of a program with the levels below it. */
export interface Level {
  readonly name: string;
  readonly flags: readonly Flag[];
  readonly byName: ReadonlyMap<string, Flag>;
  /** How what is neither a flag nor a subcommand is read. */
  readonly operands: string;
  readonly default: string;
  /** In the order in which a prefix is looked for. */
  readonly subcommands: readonly string[];
  readonly levels: ReadonlyMap<string, Level>;
  /** Alias → the name that stands for it. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Whether anything is known about its flags: if not, words are compared as they stand. */
  readonly known: boolean;
}

export interface ProgramGrammar extends Level {
  readonly style: "gnu" | "go" | "words";
  readonly prefixes: boolean;
  /** `sudo`: what follows is the command. */
  readonly wrapper: boolean;
  /** Any name of a resource → the one that stands for all. */
  readonly resources: ReadonlyMap<string, string>;
}

export type Programs = ReadonlyMap<string, ProgramGrammar>;

/** Every program by its name; `k` finds what `kubectl` finds. */
export function indexPrograms(list: ProgramList): Programs {
  const found = new Map(list.programs.map((program) => [program.name, grammarOf(program)]));
  for (const { name, same_as } of list.programs) {
    const meant = same_as === undefined ? undefined : found.get(same_as);
    if (meant) found.set(name, meant);
  }
  return found;
}

function grammarOf(program: Program): ProgramGrammar {
  const resources = new Map<string, string>();
  for (const line of program.resources ?? []) {
    const names = line.split(" ");
    for (const name of names) resources.set(name, names[0] ?? name);
  }
  const { style = "gnu", prefixes = false, wrapper = false } = program;
  return { ...levelOf(program.name, program), style, prefixes, wrapper, resources };
}

function levelOf(name: string, grammar: Grammar): Level {
  const { operands = "", subcommands = [] } = grammar;
  const flags = (grammar.flags ?? []).map(readFlag);
  const inner = Object.entries(grammar.commands ?? {});
  const aliases = new Map(
    inner.flatMap(([key, { aliases = [] }]) => aliases.map((alias): [string, string] => [alias, key])),
  );
  return {
    name,
    flags,
    byName: new Map(flags.flatMap((flag) => flag.names.map((each): [string, Flag] => [each, flag]))),
    operands,
    default: grammar.default ?? "",
    subcommands: [...new Set([...subcommands, ...inner.map(([key]) => key), ...aliases.keys()])],
    levels: new Map(inner.map(([key, value]) => [key, levelOf(key, value)])),
    aliases,
    known: flags.length > 0 || inner.length > 0 || operands !== "",
  };
}
