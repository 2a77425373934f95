/** The workshop without a screen: answers to tasks judged, time counted, texts compared, lines indented. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lineDiff } from "../src/core/line-diff.ts";
import { checkManifest } from "../src/core/manifest/index.ts";
import { fieldsAt } from "../src/core/manifest-fields.ts";
import { atZero, clockTime, elapsed, paused, started } from "../src/core/stopwatch.ts";
import { judge } from "../src/core/task-answer.ts";
import { attempts } from "../src/core/task-attempts.ts";
import { readManifestFiles, readTasks, type Task } from "../src/core/tasks.ts";
import { indentAfter } from "../src/ui/workshop/indenting.ts";
import { shouldBe } from "../src/ui/workshop/words.ts";
import { newest, versions } from "./manifest-schemas.ts";
import { files, tasks } from "./site.ts";

const given = (task: Task): string[] => task.given.map((id) => files.find((file) => file.id === id)?.text ?? assert.fail(id));

/** What does not hold of an answer, in words; nothing where it is right. */
function faults(task: Task, answer: string): string[] {
  const { unreadable, checks, tried } = judge(task, given(task), answer, attempts);
  return [
    ...unreadable.map(({ message }) => message),
    ...checks.filter(({ passed }) => !passed).map(({ check }) => check.wanted),
    ...tried.filter(({ passed }) => passed !== true).map(({ wanted, why }) => `${wanted}: ${why}`),
  ];
}

test("the solution of every task of the bank passes", () => {
  assert.equal(tasks.length >= 40, true);
  assert.deepEqual(tasks.flatMap((task) => faults(task, task.solution).map((fault) => `${task.id}: ${fault}`)), []);
});

test("Kubernetes would refuse no solution", () => {
  const refused = tasks.flatMap((task) => checkManifest(task.solution, versions, { given: given(task) }).map((one) => ({ id: task.id, ...one })));
  assert.deepEqual(refused.filter(({ severity }) => severity === "error"), []);
});

test("no answer and typical wrong answers fail", () => {
  const wrong = tasks.flatMap((task) => ["", ...task.wrong.map(({ answer }) => answer)].map((answer) => ({ task, answer })));
  assert.deepEqual(wrong.filter(({ task, answer }) => faults(task, answer).length === 0).map(({ task, answer }) => `${task.id}\n${answer}`), []);
});

test("a typical wrong answer is recognised where no other fares the same", () => {
  const told = tasks.flatMap((task) => task.wrong.map(({ answer, why }) => ({ why, likely: judge(task, given(task), answer, attempts).likely })));
  assert.deepEqual(told.filter(({ likely, why }) => likely !== "" && likely !== why), []);
  assert.equal(told.filter(({ likely }) => likely !== "").length > told.length / 2, true);
});

test("of an object that is not there that alone is said, and a name that may be a slip", () => {
  const task = tasks.find(({ checks }) => checks.filter(({ kind, path }) => kind === "Service" && path).length > 1) ?? assert.fail();
  const { object, kind, name, namespace = "default" } = task.checks.find((check) => check.kind === "Service") ?? assert.fail();
  const missing = (answer: string) => judge(task, [], answer, () => []).missing.filter((one) => one.object === object).map(({ why, hint }) => [why, hint]);
  const written = (as: string, where: string): string => `apiVersion: v1\nkind: Service\nmetadata: {name: ${as}, namespace: ${where}}\n`;
  const said = `No hay ningún ${kind} \`${name}\` en el namespace \`${namespace}\`.`;
  assert.deepEqual(
    [missing("# nada"), missing(written("otro", namespace)), missing(written(name, "otro")), missing(written(name, namespace))],
    [[[said, ""]], [[said, "Has escrito un Service \`otro\`: revisa \`metadata.name\`."]], [[said, "Está en el namespace \`otro\`: revisa \`metadata.namespace\`."]], []],
  );
});

test("what fails is told as it should be", () => {
  assert.equal(shouldBe("`spec.type` vale `NodePort`"), "`spec.type` debería valer `NodePort`");
  assert.equal(shouldBe("no existe"), "no debería existir");
  const same = tasks.flatMap(({ checks }) => checks.map(({ wanted }) => wanted)).filter((wanted) => !/ deberían? |^debería|^no debería/.test(shouldBe(wanted)));
  assert.deepEqual(same, []);
});

test("what is no YAML is not checked", () => {
  const [task] = tasks;
  assert.ok(task);
  const { unreadable, checks, tried, likely } = judge(task, given(task), "a: b: c\n", attempts);
  assert.deepEqual([unreadable.length > 0, checks, tried, likely], [true, [], [], ""]);
});

test("other JSON is refused with a message", () => {
  for (const json of [null, [], { version: 2, tasks: [] }, { version: 1, tasks: {} }]) {
    assert.equal(readTasks(json).ok, false);
    assert.equal(readManifestFiles(json).ok, false);
  }
});

test("a stopwatch counts while it runs", () => {
  const running = started(atZero, 1000);
  assert.equal(elapsed(running, 4000), 3000);
  assert.deepEqual(started(running, 2000), running);
  const still = paused(running, 4000);
  assert.equal(elapsed(still, 99_000), 3000);
  assert.equal(elapsed(started(still, 10_000), 12_000), 5000);
  assert.equal(elapsed(running, 0), 0);
  assert.deepEqual([0, 999, 65_000, 3_725_000].map(clockTime), ["0:00", "0:00", "1:05", "1:02:05"]);
});

test("a comparison has every line of both texts once and in order", () => {
  const text = fc.array(fc.constantFrom("a", "b", "  c", "d: 1"), { maxLength: 12 }).map((lines) => lines.join("\n"));
  const linesOf = (one: string): string[] => (one ? one.split("\n") : []);
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = lineDiff(before, after);
      assert.deepEqual(lines.filter(({ change }) => change !== "added").map((line) => line.text), linesOf(before));
      assert.deepEqual(lines.filter(({ change }) => change !== "removed").map((line) => line.text), linesOf(after));
    }),
  );
  assert.deepEqual(lineDiff("a\nb  \n", "a\nb\n\n").map(({ change }) => change), ["same", "same"]);
  assert.deepEqual(lineDiff("a\nb\nc", "a\nx\nc"), [
    { change: "same", text: "a" },
    { change: "removed", text: "b" },
    { change: "added", text: "x" },
    { change: "same", text: "c" },
  ]);
});

test("a new line starts where YAML goes on", () => {
  const lines: [string, number][] = [
    ["", 0],
    ["spec:", 2],
    ["  name: web", 2],
    ["  rules:", 4],
    ["  - host: x", 4],
    ["  - http:", 6],
    ["- - a", 4],
    ["  script: |", 4],
    ["  # a comment:", 2],
    ["  image: nginx:1.29", 2],
  ];
  assert.deepEqual(lines.map(([text]) => [text, indentAfter(text)]), lines);
});

/** The names suggested at the sign `|`. */
function suggested(text: string): readonly string[] | null {
  const [schemas] = newest;
  assert.ok(schemas);
  const offset = text.indexOf("|");
  const found = fieldsAt(text.replace("|", ""), offset, schemas);
  return found && found.choices.map(({ name, required }) => (required ? `${name}!` : name)).sort();
}

test("fields are suggested by the schema, without those that are there", () => {
  const ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: x\n";
  const rules = `${ingress}spec:\n  rules:\n  - host: a\n    http:\n      paths:\n      - path: /\n`;
  const cases: [string, readonly string[] | null][] = [
    ["|", ["apiVersion!", "kind!", "metadata!"]],
    [`${ingress}|`, ["spec"]],
    [`${ingress}spec:\n  |`, ["defaultBackend", "ingressClassName", "rules", "tls"]],
    [`${ingress}spec:\n  ingre|\n  tls: []\n`, ["defaultBackend", "ingressClassName", "rules"]],
    [`${ingress}spec:\n  rules:\n  - |`, ["host", "http"]],
    [`${rules}        |`, ["backend!", "pathType!"]],
    [`${rules}        backend:\n          service:\n            |`, ["name!", "port"]],
    [`${rules}      - |`, ["backend!", "path", "pathType!"]],
    [`${rules}  - |`, ["host", "http"]],
    [`${rules}  |`, ["defaultBackend", "ingressClassName", "tls"]],
    [`${rules}---\napiVersion: v1\nkind: Service\nspec:\n  ports:\n  - port: 80\n    targetP|`, ["appProtocol", "name", "nodePort", "protocol", "targetPort"]],
    [`${ingress}spec:\n  ingressClassName: |`, null],
    [`${ingress}nothing:\n  |`, null],
  ];
  assert.deepEqual(cases.map(([text]) => [text, suggested(text)]), cases);
});
