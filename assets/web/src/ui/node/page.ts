/** The place of the node's own page in; the terminal and the missions in it. */

import { h } from "../dom.ts";
import { learner } from "../learner.ts";
import { missions } from "../site.ts";
import type { Desk } from "./desk.ts";
import { machineFacts } from "./machine-facts.ts";
import { missionList } from "./missions.ts";
import { hostDesk } from "./offer.ts";

/** Fills the page; before the button is pressed nothing but a few numbers is loaded. Throws an Error with a message for the learner. */
export async function nodePage(place: HTMLElement): Promise<void> {
  if (!("machine" in place.dataset)) return;
  const host = hostDesk();
  if (host) return show(place, host, null);
  const { size } = await machineFacts();
  offerStart(place, size, null);
}

/** What one sees while the node is off: the button and, after it was pressed, why it could not be switched on. */
function offerStart(place: HTMLElement, size: number, fault: string | null): void {
  const press = h("button", { type: "button", class: "md-button md-button--primary node-start", onclick: () => void switchOn(place, size) }, "Encender el nodo");
  const weight = (size / 1_000_000).toLocaleString("es", { maximumFractionDigits: 1 });
  const about = `Descarga ${weight} MB una vez; después funciona sin conexión. Todo ocurre en tu navegador: no hay ningún servidor detrás.`;
  place.replaceChildren(h("div", { class: "node-before" }, press, h("p", { class: "study-hint" }, about), h("p", { role: "alert" }, fault ?? "")));
  if (fault !== null) press.focus();
}

async function switchOn(place: HTMLElement, size: number): Promise<void> {
  const home = h("div", { class: "node-home" });
  const beside = h("div", { class: "node-missions" });
  place.replaceChildren(h("div", { class: "node-page" }, home, beside));
  try {
    const { openDesk } = await import("./desk.ts");
    await show(beside, await openDesk(home, () => offerStart(place, size, "")), home);
  } catch (error) {
    offerStart(place, size, error instanceof Error ? error.message : "No se ha podido encender.");
  }
}

/** The missions; where the terminal is at the foot of the window, they say so. */
async function show(place: HTMLElement, desk: Desk, home: HTMLElement | null): Promise<void> {
  const [all, who] = await Promise.all([missions(), learner()]);
  const below = home ? null : h("p", { class: "study-hint" }, "El nodo ya está encendido: su terminal está al pie de la ventana.");
  const list = missionList(all, desk, who);
  place.replaceChildren(...(below ? [below, await list] : [await list]));
}
