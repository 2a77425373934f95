/** Commands are graded by what they mean: the vectors, and laws that hold for every command of the course. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gradeCommand, sameMeaning, say, tell } from "../src/core/index.ts";
import { facts, programs, vectors } from "./site.ts";

const told = (typed: string, right: string): string => {
  const grade = gradeCommand(typed, [right], programs);
  return grade.trouble ? say.trouble[grade.trouble] : grade.differences.map(tell).join(" ");
};

for (const [name, { equal, different }] of vectors) {
  test(`${name}: equal`, () => {
    const apart = equal.filter(
      ([one, other]) => !sameMeaning(one, other, programs) || !sameMeaning(other, one, programs),
    );
    assert.deepEqual(
      apart.map(([one, other]) => [one, other, told(other, one)]),
      [],
    );
  });

  test(`${name}: different, and the learner is told which part`, () => {
    const wrong = different.filter(
      ([right, typed, why]) => sameMeaning(right, typed, programs) || !told(typed, right).includes(why),
    );
    assert.deepEqual(
      wrong.map(([right, typed, why]) => [right, typed, why, told(typed, right)]),
      [],
    );
  });
}

test("there are vectors enough", () => {
  const count = vectors.reduce((sum, [, { equal, different }]) => sum + equal.length + different.length, 0);
  assert.ok(count >= 150, `${count}`);
});

const commands = facts.filter((fact) => fact.kind === "cmd");

test("every command of the course means what it means, also with sudo and more space", () => {
  const lines = commands.flatMap(({ run, accepts }) => [run, ...accepts]);
  const apart = lines.filter(
    (line) => !sameMeaning(line, line, programs) || !sameMeaning(line, `sudo   ${line}  `, programs),
  );
  assert.deepEqual(apart, []);
});

test("no two commands of the course that are not said to be the same are taken for the same", () => {
  const same = commands.flatMap((one, index) =>
    commands
      .slice(index + 1)
      .filter((other) => sameMeaning(one.run, other.run, programs))
      .map((other) => [one.id, other.id]),
  );
  assert.deepEqual(same, []);
});

test("sameness goes both ways, whatever two lines are made of", () => {
  const words = [
    "kubectl",
    "k",
    "get",
    "svc",
    "services",
    "tienda",
    "-n",
    "x",
    "-o",
    "yaml",
    "-oyaml",
    "--",
    "|",
    "grep",
    "ip",
    "a",
    "-br",
    "show",
    "eth0",
    "'q",
    "$(",
    ">",
    "f",
    "--rule",
    "-it",
  ];
  const line = fc.array(fc.constantFrom(...words), { maxLength: 9 }).map((list) => list.join(" "));
  fc.assert(
    fc.property(line, line, (one, other) => sameMeaning(one, other, programs) === sameMeaning(other, one, programs)),
    { numRuns: 3000, seed: 7 },
  );
});

test("no input makes the grader throw, and it always says something", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (typed) => {
      const grade = gradeCommand(typed, ["kubectl get pods -n x"], programs);
      return grade.right || grade.trouble !== null || grade.differences.every((one) => tell(one).length > 0);
    }),
    { numRuns: 2000, seed: 7 },
  );
});

test("the nearest of several right answers is the one to be compared with", () => {
  const grade = gradeCommand("netstat -nlt", ["ss -ltnp", "netstat -nplt"], programs);
  assert.deepEqual([grade.nearest, grade.differences.map(tell)], ["netstat -nplt", ["Falta la opción `--programs`."]]);
});
