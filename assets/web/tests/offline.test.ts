/** Which file of the site an address means, and under what it is kept. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Contents, integrityOf, keyOf, pathOf } from "../src/worker/contents.ts";

const SCOPE = "https://example.org/apuntes/";
const contents: Contents = {
  version: "1",
  kept: { "": "sha256-a", "notas/ingress/": "sha256-b", "estilos/apuntes.css": "sha256-c" },
  demand: { "decks/mazo.apkg": { integrity: "sha256-d", size: 3 } },
};

test("an address means a file below the site, whatever is asked or looked at there", () => {
  const paths: readonly (readonly [string, string | null])[] = [
    ["https://example.org/apuntes/", ""],
    ["https://example.org/apuntes/index.html", ""],
    ["https://example.org/apuntes/?tema=dns#x", ""],
    ["https://example.org/apuntes/notas/ingress/?h=tls#tls", "notas/ingress/"],
    ["https://example.org/apuntes/notas/ingress/index.html", "notas/ingress/"],
    ["https://example.org/apuntes/notas/myindex.html", "notas/myindex.html"],
    ["https://example.org/apuntes/estilos/apuntes.css", "estilos/apuntes.css"],
    ["https://example.org/otro/", null],
    ["https://example.org/apuntes", null],
    ["https://elsewhere.org/apuntes/", null],
    ["data:,x", null],
  ];
  for (const [address, path] of paths) assert.equal(pathOf(address, SCOPE), path, address);
});

test("a file has one integrity, kept at once or on demand; others have none", () => {
  assert.equal(integrityOf(contents, ""), "sha256-a");
  assert.equal(integrityOf(contents, "decks/mazo.apkg"), "sha256-d");
  assert.equal(integrityOf(contents, "nada"), undefined);
});

test("another content is another key", () => {
  const later: Contents = { ...contents, version: "2", kept: { ...contents.kept, "": "sha256-z" } };
  assert.equal(keyOf(contents, "", SCOPE), "https://example.org/apuntes/?sha256-a");
  assert.notEqual(keyOf(later, "", SCOPE), keyOf(contents, "", SCOPE));
  assert.equal(keyOf(later, "notas/ingress/", SCOPE), keyOf(contents, "notas/ingress/", SCOPE));
});
