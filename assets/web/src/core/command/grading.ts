/** What a learner typed, the right commands and the programs in; whether it means the same, and if not, what is different, out. */

import { readCall } from "./calls.ts";
import { type Difference, differences, type ReadLine } from "./differences.ts";
import type { Programs } from "./programs.ts";
import { readLine, type Unreadable } from "./words.ts";

export interface CommandGrade {
  readonly right: boolean;
  /** Which of the right commands it was held against: the nearest. */
  readonly nearest: string;
  readonly differences: readonly Difference[];
  /** Why it cannot be read at all. */
  readonly trouble: Unreadable["trouble"] | null;
}

/** Right if it means the same as any of `accepted`, of which there is at least one; else what sets it apart from the nearest. */
export function gradeCommand(typed: string, accepted: readonly string[], programs: Programs): CommandGrade {
  const mine = understand(typed, programs);
  const found = accepted.map((one): CommandGrade => {
    const theirs = understand(one, programs);
    if ("trouble" in theirs) return literal(typed, one);
    if ("trouble" in mine) return { ...literal(typed, one), trouble: mine.trouble };
    const apart = differences(mine, theirs);
    return { right: apart.length === 0, nearest: one, differences: apart, trouble: null };
  });
  const right = found.find((grade) => grade.right);
  return (
    right ?? found.reduce((best, one) => (weight(one) < weight(best) ? one : best), found[0] ?? literal(typed, ""))
  );
}

/** Whether two lines mean the same. */
export function sameMeaning(one: string, other: string, programs: Programs): boolean {
  return gradeCommand(one, [other], programs).right;
}

const weight = (grade: CommandGrade): number => grade.differences.reduce((sum, one) => sum + one.weight, 0);

/** For a line that the shell would not read: only the same letters are the same. */
function literal(typed: string, expected: string): CommandGrade {
  return { right: squeezed(typed) === squeezed(expected), nearest: expected, differences: [], trouble: null };
}

const squeezed = (line: string): string => line.trim().replace(/\s+/g, " ");

function understand(line: string, programs: Programs): ReadLine | Unreadable {
  const commands = readLine(line);
  if ("trouble" in commands) return commands;
  return {
    calls: commands.map((command) => readCall(command, programs)),
    joints: commands.map((command) => command.joint),
  };
}
