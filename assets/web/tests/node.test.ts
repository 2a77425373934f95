/** The Linux node's side that needs no screen: what goes over its serial line, and when an answer is right. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isAnswer, readMissions } from "../src/core/index.ts";
import { type Reply, replyReader, requestLine } from "../src/ui/node/runner.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

function read(...lines: readonly string[]): readonly (readonly [number, Reply])[] {
  const found: [number, Reply][] = [];
  const take = replyReader((id, reply) => found.push([id, reply]));
  for (const byte of Buffer.from(lines.join("\n") + "\n")) take(byte);
  return found;
}

test("a script goes as one line, in UTF-8", () => {
  const script = "echo 'dirección'\nip route\n";
  const [id = "", code = "", ...more] = requestLine(7, script).split(" ");
  assert.deepEqual([id, more], ["7", []]);
  assert.equal(Buffer.from(code, "base64").toString(), script);
  assert.ok(code.endsWith("\n"));
});

test("a reply has the number of its script, its exit code and its output", () => {
  assert.deepEqual(read(`1 0 ${base64("única\n")}`, `2 127 `, `3 1`), [
    [1, { status: 0, output: "única\n" }],
    [2, { status: 127, output: "" }],
    [3, { status: 1, output: "" }],
  ]);
});

test("what is no reply is left out, carriage returns too", () => {
  assert.deepEqual(read("lab ready", "", "1 x y", `4 0 ${base64("a")}\r`), [[4, { status: 0, output: "a" }]]);
});

test("an answer is right if the node printed it, whatever its case and spaces", () => {
  const printed = "10.244.0.1/24\n10.244.0.1\nKube-Scheduler\n\n";
  for (const typed of ["10.244.0.1", " 10.244.0.1/24 ", "kube-scheduler"]) assert.equal(isAnswer(typed, printed), true, typed);
  for (const typed of ["", "  ", "10.244.0", "10.244.0.10", "kube", "\n"]) assert.equal(isAnswer(typed, printed), false, typed);
});

test("missions that cannot be read are told to the learner", () => {
  const mission = { id: "mission/x" };
  assert.deepEqual(readMissions({ version: 1, missions: [mission] }), { ok: true, value: [mission] });
  for (const json of [null, {}, { version: 2, missions: [] }, { version: 1, missions: {} }]) assert.equal(readMissions(json).ok, false);
});
