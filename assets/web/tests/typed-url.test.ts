/** An address as one types it is a request, or one is told what is wrong with it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readUrl, writeUrl } from "../src/core/routes/typed-url.ts";

const READ = [
  ["http://shop.example.com/cart?x=1#top", "http", "shop.example.com", 80, "/cart?x=1"],
  ["shop.example.com", "http", "shop.example.com", 80, "/"],
  [" HTTPS://Shop.Example.com:8443/A/../B ", "https", "shop.example.com", 8443, "/A/../B"],
  ["shop.example.com?x=1", "http", "shop.example.com", 80, "/?x=1"],
  ["https://10.0.0.1", "https", "10.0.0.1", 443, "/"],
] as const;

for (const [typed, scheme, host, port, path] of READ) {
  test(`«${typed}» is read`, () => assert.deepEqual(readUrl(typed), { ok: true, value: { scheme, host, port, path } }));
}

const WRONG = [
  ["", /Falta el host/],
  ["/cart", /Falta el host/],
  ["http:///cart", /Falta el host/],
  ["http://a b/", /espacios/],
  ["ftp://a/", /`http:\/\/`/],
  ["http://a_b/", /`a_b` no es/],
  ["http://a:0/", /puerto 0/],
  ["http://a:70000/", /puerto 70000/],
] as const;

for (const [typed, why] of WRONG) {
  test(`«${typed}» is refused`, () => {
    const found = readUrl(typed);
    assert.match(found.ok ? "" : found.message, why);
  });
}

test("what is written is read as the same", () => {
  for (const [typed] of READ) {
    const found = readUrl(typed);
    assert.ok(found.ok);
    assert.deepEqual(readUrl(writeUrl(found.value)), found);
  }
});
