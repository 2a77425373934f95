/** Whatever somebody types, the check ends, raises nothing and names lines that are there. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkManifest } from "../src/core/manifest/index.ts";
import { newest } from "./manifest-schemas.ts";

const PIECES = [
  ..."apiVersion: v1|kind: Service|kind: Pod|kind: Ingress|kind: Gateway|kind: HTTPRoute|kind: NetworkPolicy|metadata:|name: web".split(
    "|",
  ),
  ..."spec:|selector:|ports:|rules:|parentRefs:|backendRefs:|template:|containers:|matchLabels:|listeners:|port: 80|cidr: fd00::/8".split(
    "|",
  ),
  ..."- |  |\n|\n  |\n    |---\n|\t|: |{|}|[|]|\"|'|&a |*a|<<: |!x |!!str |# |> |||%|@|...|\u00a0|ñ|\u0000|\r\n|__proto__: |? |, |9e999|null|~|0x".split(
    "|",
  ),
];
const texts = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join("")),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((parts) => parts.join("\n")),
  fc.json().map((json) => `{"apiVersion": "v1", "kind": "Service", "spec": ${json}}`),
);

test("no text makes it fail, and what it says is on lines that are there", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const count = text.split("\n").length;
      const findings = checkManifest(text, newest, { given: [text] });
      return findings.every(
        (one) =>
          one.line >= 1 && one.line <= count && one.column >= 1 && one.endColumn >= one.column && one.message !== "",
      );
    }),
    { numRuns: 1000 },
  );
});

test("nor do ten thousand levels", () => {
  for (const deep of [
    "[".repeat(10_000),
    "{a: ".repeat(10_000),
    `${"[".repeat(3000)}${"]".repeat(3000)}`,
    "- ".repeat(5000),
  ]) {
    assert.ok(Array.isArray(checkManifest(`a: ${deep}`, newest)) && Array.isArray(checkManifest(deep, newest)));
  }
});
