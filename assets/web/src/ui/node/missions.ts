/** The missions and the node in; a list of them that opens one by one, each with its hints and its check, out. */

import { isAnswer, type Mission } from "../../core/index.ts";
import { LEVELS } from "../card.ts";
import { button, type Child, h, status } from "../dom.ts";
import type { Learner } from "../learner.ts";
import { inline } from "../markdown.ts";
import { linkTo } from "../site.ts";
import type { Desk } from "./desk.ts";

/** The list; what was done in earlier visits is marked. */
export async function missionList(missions: readonly Mission[], desk: Desk, who: Learner): Promise<HTMLElement> {
  const done = new Set(idsOf(await who.kept("missions")));
  const count = h("p", { class: "node-count", "aria-live": "polite" });
  const bar = h("progress", { max: missions.length, "aria-label": "Misiones resueltas" });

  function tally(): void {
    const solved = missions.filter((one) => done.has(one.id)).length;
    bar.value = solved;
    count.textContent = `${solved} de ${missions.length} resueltas`;
  }
  function solved(mission: Mission): void {
    done.add(mission.id);
    void who.keep("missions", [...done].sort());
    tally();
  }
  tally();
  const rows = missions.map((mission) => row(mission, desk, done.has(mission.id), solved));
  return h("section", { class: "node-list", "aria-label": "Misiones" }, h("h2", {}, "Misiones"), bar, count, ...rows);
}

const idsOf = (kept: unknown): readonly string[] => (Array.isArray(kept) ? kept.filter((one): one is string => typeof one === "string") : []);

/** One mission, closed; what is inside is made when it is first opened. */
function row(mission: Mission, desk: Desk, before: boolean, solved: (mission: Mission) => void): HTMLElement {
  const state = h("span", { class: "node-state" });
  const mark = (done: boolean): void => {
    element.dataset["state"] = done ? "done" : "open";
    state.textContent = done ? "✓ Resuelta" : (LEVELS[mission.difficulty] ?? "");
  };
  const element = h("details", { class: "node-mission", name: "mision" }, h("summary", {}, h("span", {}, ...inline(mission.title)), " ", state));
  element.addEventListener(
    "toggle",
    () => {
      const fill = (): void => {
        element.querySelector(".node-inside")?.remove();
        element.append(inside(mission, desk, (after) => {
          mark(true);
          solved(mission);
          if (element.nextElementSibling instanceof HTMLDetailsElement) after.append(onward(element.nextElementSibling));
        }));
      };
      fill();
      if (mission.prepare) desk.onRestore(fill);
    },
    { once: true },
  );
  mark(before);
  return element;
}

/** The next mission; this one closes, as they share a name. */
const onward = (next: HTMLDetailsElement): HTMLElement =>
  h("p", { class: "study-buttons" }, button("Siguiente misión", () => {
    next.open = true;
    next.querySelector("summary")?.focus();
  }, true));

function inside(mission: Mission, desk: Desk, solved: (after: HTMLElement) => void): HTMLElement {
  const said = status();
  const after = h("div");
  const doing = work(mission, desk, said, () => {
    said.dataset["state"] = "right";
    said.textContent = "✓ Resuelta.";
    after.replaceChildren(h("p", {}, ...inline(mission.explanation)), places(mission));
    solved(after);
  });
  return h("div", { class: "node-inside" }, h("p", {}, ...inline(mission.text)), doing, said, after, hints(mission), solution(mission, desk));
}

/** What one does to solve it: prepare it if need be, then answer or have it checked. */
function work(mission: Mission, desk: Desk, said: HTMLElement, right: () => void): HTMLElement {
  const form = mission.answer === undefined ? checking(mission, desk, said, right) : answering(mission, desk, said, right);
  if (!mission.prepare) return form;
  const begin = button("Empezar la misión", () => void run(), true);
  const place = h("div", {}, h("p", { class: "study-buttons" }, begin));
  async function run(): Promise<void> {
    begin.disabled = true;
    if (await asked(desk, mission.prepare ?? "", said)) {
      said.textContent = "El nodo está preparado: te toca.";
      place.replaceChildren(form);
    } else {
      begin.disabled = false;
    }
  }
  return place;
}

function checking(mission: Mission, desk: Desk, said: HTMLElement, right: () => void): HTMLElement {
  const press = button("Comprobar", () => void check(), true);
  async function check(): Promise<void> {
    press.disabled = true;
    const reply = await asked(desk, mission.check ?? "false", said);
    press.disabled = false;
    if (reply?.status === 0) right();
    else if (reply) wrong(said, "✗ Todavía no. Mira una pista o sigue probando.");
  }
  return h("p", { class: "study-buttons" }, press);
}

function answering(mission: Mission, desk: Desk, said: HTMLElement, right: () => void): HTMLElement {
  const field = h("input", { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const press = h("button", { type: "submit", class: "md-button md-button--primary" }, "Comprobar");
  async function check(event: Event): Promise<void> {
    event.preventDefault();
    if (field.value.trim() === "") return wrong(said, "Escribe antes la respuesta.");
    press.disabled = true;
    const reply = await asked(desk, mission.answer ?? "", said);
    press.disabled = false;
    if (reply && isAnswer(field.value, reply.output)) right();
    else if (reply) wrong(said, "✗ No es eso lo que dice el nodo. Vuelve a mirar.");
  }
  return h("form", { class: "node-answer", onsubmit: (event) => void check(event) }, h("label", { class: "study-field" }, h("span", {}, "Tu respuesta"), field), press);
}

function wrong(said: HTMLElement, words: string): void {
  said.dataset["state"] = "wrong";
  said.textContent = words;
}

/** Runs a script; where the node does not answer, says so. */
async function asked(desk: Desk, script: string, said: HTMLElement): Promise<{ readonly status: number; readonly output: string } | null> {
  delete said.dataset["state"];
  said.textContent = "El nodo responde…";
  try {
    const reply = await desk.run(script);
    said.textContent = "";
    return reply;
  } catch (error) {
    wrong(said, error instanceof Error ? error.message : "El nodo no responde.");
    return null;
  }
}

/** One after the other, each when it is wanted. */
function hints(mission: Mission): HTMLElement {
  const shown = h("ol", { class: "node-hints" });
  const more = button(label(), () => {
    shown.append(h("li", {}, ...inline(mission.hints[shown.children.length] ?? "")));
    if (shown.children.length === mission.hints.length) more.remove();
    else more.textContent = label();
  });
  function label(): string {
    return `Pista ${shown.children.length + 1} de ${mission.hints.length}`;
  }
  return h("div", { "aria-live": "polite" }, shown, h("p", { class: "study-buttons" }, more));
}

function solution({ solution: lines }: Mission, desk: Desk): HTMLElement {
  const type = button("Escribirla en la terminal", () => void (async () => {
    for (const line of lines) await desk.tryOut(line);
  })());
  return h("details", { class: "node-solution" }, h("summary", {}, "Ver la solución"), h("pre", {}, h("code", {}, lines.join("\n"))), h("p", { class: "study-buttons" }, type));
}

function places({ explained }: Mission): HTMLElement {
  const links = explained.map((page, index) => h("a", { href: linkTo(page) }, explained.length === 1 ? "El dato y su prueba" : `Dato ${index + 1} y su prueba`));
  const parts: Child[] = links.flatMap((link, index) => (index > 0 ? [" · ", link] : [link]));
  return h("p", { class: "study-places" }, ...parts);
}
