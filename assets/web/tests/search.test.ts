/** Words, ranking and excerpts of the site's search. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { excerpt, marked } from "../src/search/excerpts.ts";
import { finder, search } from "../src/search/ranking.ts";
import { asked, found, parts } from "../src/search/tokens.ts";

const SECTIONS = [
  { location: "notas/nodos/", title: "La red del nodo", text: "Un puente cni0 y sus pares veth." },
  { location: "notas/nodos/#puertos", title: "Puertos", text: "kube-scheduler escucha en 10259/TCP." },
  { location: "notas/kubeadm/", title: "kubeadm", text: "kubeadm init --pod-network-cidr=10.244.0.0/16" },
  { location: "chuleta/", title: "Chuleta", text: "Tamaño A4. Configuración y políticas." },
];

const pages = (query: string): string[] => search(finder(SECTIONS), query).map((hits) => hits[0]?.location ?? "");

test("accents and capitals do not matter, ñ is a letter of its own", () => {
  assert.deepEqual(asked("Configuración de la POLÍTICA pingüe año"), ["configuracion", "politica", "pingue", "año"]);
  assert.deepEqual(pages("tamano"), pages("tamaño")); // misspelt, so found as such
  assert.deepEqual([...parts("año")], ["año"]);
});

test("names, flags and addresses are found whole and by their parts", () => {
  assert.deepEqual(asked("--pod-network-cidr"), ["pod-network-cidr"]);
  assert.deepEqual(found("10.244.0.0/16"), ["10.244.0.0/16", "10.244.0.0", "16"]);
  for (const query of ["--pod-network-cidr", "pod network", "10.244.0.0/16", "10.244"]) {
    assert.deepEqual(pages(query), ["notas/kubeadm/"], query);
  }
});

test("a section comes with its page, and words in several orders, begun or misspelt, lead there", () => {
  assert.deepEqual(
    search(finder(SECTIONS), "scheduler")[0]?.map(({ location }) => location),
    ["notas/nodos/#puertos", "notas/nodos/"],
  );
  for (const query of ["kube-sched", "scheduler kube", "kube-schedler"]) assert.equal(pages(query)[0], "notas/nodos/#puertos", query);
});

test("what is shown is text, with what was found marked", () => {
  assert.equal(marked('<b> "kube-scheduler" & más', ["scheduler"]), "&lt;b&gt; &quot;<mark>kube-scheduler</mark>&quot; &amp; más");
  assert.equal(excerpt(`${"uno ".repeat(80)}clúster ${"dos ".repeat(80)}`, ["cluster"]).match(/<mark>.*<\/mark>/)?.[0], "<mark>clúster</mark>");
});

test("no query and no text break it", () => {
  const index = finder(SECTIONS);
  fc.assert(fc.property(fc.string(), (query) => void search(index, query)));
  fc.assert(fc.property(fc.string(), (text) => !/<(?!\/?mark>)/.test(marked(text, found(text)))));
});
