/** The operands of a call and how its level reads them in; operands whose order means something, and only those, in order out. */

import { nearest } from "./nearest.ts";
import type { Level, ProgramGrammar } from "./programs.ts";
import { shown, type Word, withoutPatterns } from "./words.ts";

/** An operand with its part in the command. */
export interface Operand {
  readonly role: "word" | "type" | "name" | "key";
  readonly text: string;
}

export interface Operands {
  readonly operands: readonly Operand[];
  readonly unknown: readonly { what: "resource"; word: string; meant: string | null; stands: string | null }[];
  /** From which operand on another command begins. */
  readonly from: number;
}

const TAINT = /:(?:NoSchedule|PreferNoSchedule|NoExecute)-?$/;

type Role = Operand["role"];

const as = (role: Role, texts: readonly string[]): Operand[] => texts.map((text) => ({ role, text }));
const plain = (operands: readonly Operand[], from = Infinity): Operands => ({ operands, unknown: [], from });

/** `operands` of the specification says which of these ways holds. */
export function readOperands(level: Level, words: readonly Word[], grammar: ProgramGrammar): Operands {
  const texts = words.map((word) => (grammar.style === "gnu" ? word : shown(withoutPatterns(word))));
  switch (level.operands) {
    case "any":
      return plain(as("word", texts.toSorted()));
    case "unit":
      return plain(as("word", texts.map((text) => text.replace(/\.service$/, "")).sort()));
    case "filter":
      return plain(as("word", filter(texts)));
    case "command":
      return plain(as("word", texts.slice(0, 1)), 1);
    case "resource":
      return resources(texts, grammar, []);
    case "verb":
      return resources(texts.slice(1), grammar, as("word", texts.slice(0, 1)));
    case "pod":
      return pod(texts, grammar);
    case "field":
      return field(texts, grammar);
    default:
      return plain(as("word", texts));
  }
}

/** `TYPE NAME…`, `TYPE,TYPE`, `TYPE/NAME…`, each followed by `key=value` and `key-` in any order. */
function resources(texts: readonly string[], grammar: ProgramGrammar, before: readonly Operand[]): Operands {
  const isKey = (text: string): boolean =>
    text.includes("=") || (text.endsWith("-") && text.length > 1) || TAINT.test(text);
  const keys = texts.filter((text, index) => index > 0 && isKey(text));
  const [first = "", ...others] = texts.filter((text, index) => index === 0 || !isKey(text));
  if (texts.length === 0) return plain(before);
  const types = first.includes("/") ? [first, ...others].map((text) => text.split("/")[0] ?? "") : first.split(",");
  const read = types.map((type) => resource(type, grammar));
  const meant = [...new Set(read.map((one) => one.name))];
  const names = !first.includes("/")
    ? others
    : [first, ...others].map((text, index) => named(text, read[index]?.name ?? "", meant.length > 1));
  return {
    operands: [
      ...before,
      ...as("type", meant.sort()),
      ...as("name", [...new Set(names)].sort()),
      ...as("key", keys.sort()),
    ],
    unknown: read.flatMap((one) => one.unknown),
    from: Infinity,
  };
}

const named = (text: string, type: string, several: boolean): string => {
  const name = text.slice(text.indexOf("/") + 1);
  return several ? `${type}/${name}` : name;
};

/** A pod's name, or `TYPE/NAME`; what follows stays in order. */
function pod([first, ...others]: readonly string[], grammar: ProgramGrammar): Operands {
  if (first === undefined) return plain([]);
  const [type = "", name] = first.split("/");
  if (name === undefined) return plain([...as("type", ["pods"]), ...as("name", [first]), ...as("word", others)]);
  const read = resource(type, grammar);
  return {
    operands: [...as("type", [read.name]), ...as("name", [name]), ...as("word", others)],
    unknown: read.unknown,
    from: Infinity,
  };
}

/** `TYPE.field.field` */
function field([first, ...others]: readonly string[], grammar: ProgramGrammar): Operands {
  if (first === undefined) return plain([]);
  const [type = "", ...path] = first.split(".");
  const read = resource(type, grammar);
  const operands = [
    ...as("type", [read.name]),
    ...as("name", path.length > 0 ? [path.join(".")] : []),
    ...as("word", others),
  ];
  return { operands, unknown: read.unknown, from: Infinity };
}

/** A type of resource by the name that stands for it: `ing`, `ingress`, `ingresses.networking.k8s.io` → `ingresses`. */
function resource(type: string, { resources }: ProgramGrammar): { name: string; unknown: Operands["unknown"] } {
  const name = resources.get(type.toLowerCase()) ?? resources.get(type.split(".")[0]?.toLowerCase() ?? "");
  if (name !== undefined) return { name, unknown: [] };
  const meant = nearest(type, resources.keys());
  return { name: type, unknown: [{ what: "resource", word: type, meant, stands: resources.get(meant ?? "") ?? null }] };
}

/** The filter of `ss`: quoted whole, in pieces or not at all; brackets around all of it say nothing, but `ss` wants spaces around them. */
function filter(texts: readonly string[]): string[] {
  const words = texts
    .map((text) => shown(withoutPatterns(text)))
    .join(" ")
    .split(/\s+/)
    .filter(Boolean);
  const signs = words.map((word) => (word === "eq" || word === "==" ? "=" : word));
  const start = signs[0] === "state" ? 2 : 0;
  const whole = signs[start] === "(" && signs.at(-1) === ")" && signs.lastIndexOf("(") === start;
  return whole ? [...signs.slice(0, start), ...signs.slice(start + 1, -1)] : signs;
}
