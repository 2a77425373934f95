/** The place of the workshop in; the screen that the address asks for in it: where one starts, a text, a task. */

import { unpacked } from "../carried-text.ts";
import { h } from "../dom.ts";
import { inline } from "../markdown.ts";
import { bench } from "./bench.ts";
import { type Bank, bank } from "./data.ts";
import type { Screen } from "./screen.ts";
import { EMPTY, fileRoute, startScreen } from "./start.ts";
import { taskRoute, taskScreen } from "./task.ts";

const BROKEN = "Este enlace está roto o no lleva ningún manifiesto: no se ha abierto nada. Pide que te lo envíen de nuevo.";
const UNKNOWN = "Lo que pide este enlace no está en el taller; puede que haya cambiado de nombre.";

/** Fills the place, now and whenever the address changes. Throws an Error with a message for the learner. */
export async function workshopPage(place: HTMLElement): Promise<void> {
  document.body.classList.add("workshop-page");
  const data = await bank();
  let current: Screen = { element: place, close: () => undefined };
  let turn = 0;

  async function show(moved: boolean): Promise<void> {
    const mine = (turn += 1);
    current.close();
    const made = await screen(location.hash.slice(1), data, () => void show(true)).catch(failed);
    if (mine !== turn) return made.close();
    current = made;
    place.replaceChildren(made.element);
    if (!moved) return;
    place.scrollIntoView({ block: "start" });
    made.element.querySelector<HTMLElement>(".study-title")?.focus({ preventScroll: true });
  }
  // A heading's own link moves only within the page.
  addEventListener("hashchange", () => (document.getElementById(location.hash.slice(1)) ? undefined : void show(true)));
  addEventListener("pagehide", () => current.close());
  await show(false);
}

async function screen(route: string, data: Bank, redraw: () => void): Promise<Screen> {
  const asked = new URLSearchParams(route);
  const carried = asked.get("m");
  if (carried !== null) {
    const text = await unpacked(carried);
    return text?.trim() ? textScreen(`m=${carried}`, text, "Edita el manifiesto", data) : startScreen(data, BROKEN);
  }
  if (asked.has(EMPTY)) return textScreen(EMPTY, "", "Un manifiesto desde cero", data);
  const file = data.files.find((one) => fileRoute(one) === route);
  if (file) return textScreen(route, file.text, file.purpose, data);
  const task = data.tasks.find((one) => taskRoute(one) === route);
  if (task) return framed(await taskScreen(task, data, redraw));
  return startScreen(data, asked.has("tarea") || asked.has("plantilla") ? UNKNOWN : "");
}

async function textScreen(route: string, original: string, title: string, { minors, examMinor }: Bank): Promise<Screen> {
  const desk = await bench({ route, original, minors, examMinor, given: [], changed: () => undefined });
  return framed({ element: h("div", { class: "workshop-text" }, h("h2", { class: "study-title", tabindex: -1 }, ...inline(title)), desk.element), close: desk.close });
}

/** With the way back to where one starts. */
function framed({ element, close }: Screen): Screen {
  const back = h("p", { class: "workshop-back" }, h("a", { href: "#inicio" }, "← Otro manifiesto o tarea"));
  return { element: h("div", { class: "workshop-screen" }, back, element), close };
}

function failed(error: unknown): Screen {
  const message = error instanceof Error && error.message ? error.message : "No se ha podido cargar el taller.";
  return { element: h("p", { role: "alert" }, message), close: () => undefined };
}
