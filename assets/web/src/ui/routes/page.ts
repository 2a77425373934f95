/** The place of the route explorer in; the explorer in it: manifests beside what one asks of them. */

import { h, status } from "../dom.ts";
import { actions } from "./actions.ts";
import { asking } from "./asking.ts";
import { type Example, examples } from "./examples.ts";
import { problems } from "./problems.ts";
import { reading } from "./reading.ts";
import { source } from "./source.ts";
import { hashOf, type State, stateOf } from "./state.ts";

const PAUSE = 300;

/** Fills the page; without the bank's examples it works with the reader's own manifests. */
export async function routesPage(place: HTMLElement): Promise<void> {
  const said = status();
  const offered = await examples().catch((error: unknown) => {
    said.textContent = error instanceof Error ? error.message : "";
    return [];
  });
  const page = explorer(offered, await stateOf(location.hash, offered));
  place.replaceChildren(said, ...page.elements);
  // Other hashes are places of the page, such as where its content begins.
  window.addEventListener("hashchange", () => {
    if (/[#&][em]=/.test(location.hash)) void stateOf(location.hash, offered).then(page.show);
  });
}

interface Explorer {
  readonly elements: readonly HTMLElement[];
  show(state: State): void;
}

function explorer(offered: readonly Example[], first: State): Explorer {
  const write = source("", changed);
  const faults = h("div");
  const ask = asking(update);
  const acts = actions(offered, ({ text }) => show({ text, view: null, request: null, connection: null }));
  let read = reading("");
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(state: State): void {
    if (write.text() !== state.text) write.replace(state.text);
    read = reading(state.text);
    ask.show(read, state, exampleOf(state.text));
    update();
  }
  function changed(): void {
    read = reading(write.text());
    ask.offer(read, exampleOf(read.text));
    update();
  }
  function update(): void {
    const broken = read.manifest.findings.map(({ line }) => [line, "broken"] as const);
    write.mark(new Map([...ask.answer(read, write), ...broken]));
    faults.replaceChildren(...problems(read, write, offered, changed));
    acts.chosen(exampleOf(read.text));
    clearTimeout(timer);
    const state = { text: read.text, ...ask.state() };
    timer = setTimeout(() => void remember(state).catch(() => undefined), PAUSE); // too long for an address
  }
  async function remember(state: State): Promise<void> {
    const hash = await hashOf(state, offered);
    if (hash !== location.hash) history.replaceState(null, "", hash);
    await acts.carry(state.text);
  }
  const exampleOf = (text: string): Example | null => offered.find((one) => one.text === text) ?? null;
  show(first);
  return { elements: [acts.element, columns([write.element, faults], ask.element), ask.below], show };
}

function columns(left: readonly HTMLElement[], right: HTMLElement): HTMLElement {
  return h("div", { class: "routes-columns" }, h("section", { "aria-label": "Manifiestos" }, ...left), h("section", { "aria-label": "Pregunta y respuesta" }, right));
}

