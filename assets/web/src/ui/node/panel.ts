/** What its buttons do in; the terminal's panel out: a bar, the screen, keys for phones, docked at the foot of the window or in its place. */

import { h } from "../dom.ts";
import { grip } from "./grip.ts";

/** Keys that phones lack, with what they send. */
const KEYS: readonly (readonly [label: string, sends: string, name: string])[] = [
  ["Tab", "\t", "Tab: completar"],
  ["Esc", "\x1b", "Esc"],
  ["Ctrl+C", "\x03", "Ctrl+C: interrumpir"],
  ["↑", "\x1b[A", "Flecha arriba: comando anterior"],
  ["↓", "\x1b[B", "Flecha abajo: comando siguiente"],
  ["-", "-", "Guion"],
  ["/", "/", "Barra"],
  ["|", "|", "Tubería"],
];

export interface PanelActs {
  type(text: string): void;
  restore(): void;
  close(): void;
  /** The screen has another size. */
  resized(): void;
  readAloud(wanted: boolean): void;
}

/** The panel. It is one element, so that it can move from a page's own place to the foot of the window and back. */
export class Panel {
  readonly screen = h("div", { class: "node-screen" });
  private readonly said = h("span", { class: "node-said", role: "status" });
  private readonly bar = h("progress", { max: 100, value: 0, "aria-label": "Descarga del nodo" });
  private readonly percent = h("p", {}, "0 %");
  private readonly loading = h("div", { class: "node-loading" }, h("p", {}, "Descargando el nodo…"), this.bar, this.percent);
  private readonly fold: HTMLButtonElement;
  private readonly element: HTMLElement;
  private readonly acts: PanelActs;

  constructor(acts: PanelActs) {
    this.acts = acts;
    this.fold = tool("▾", () => this.collapse(!this.element.classList.contains("node-folded")), "Plegar la terminal");
    this.fold.setAttribute("aria-expanded", "true");
    this.fold.classList.add("node-fold");
    this.element = h(
      "section",
      { class: "node-panel", "aria-label": "Terminal del nodo" },
      grip(() => this.element, acts.resized),
      h("div", { class: "node-bar" }, h("strong", {}, "Nodo controlplane"), this.said, reading(acts), tool("Empezar de nuevo", acts.restore), this.fold, tool("✕", acts.close, "Cerrar la terminal")),
      this.loading,
      this.screen,
      h("div", { class: "node-keys", role: "group", "aria-label": "Teclas" }, ...KEYS.map((key) => keycap(key, acts))),
      h("p", { class: "node-hint" }, "Para salir de la terminal con el teclado: ", h("kbd", {}, "Esc"), " y luego ", h("kbd", {}, "Tab"), "."),
    );
    new ResizeObserver(() => acts.resized()).observe(this.screen);
  }

  /** At the foot of the window, over whatever page it shows. */
  dock(): void {
    this.place(document.body, true);
  }

  /** In a place of the page itself. */
  settle(place: HTMLElement): void {
    this.collapse(false);
    this.place(place, false);
  }

  private place(parent: HTMLElement, docked: boolean): void {
    document.documentElement.classList.toggle("node-docked", docked);
    this.element.classList.toggle("node-dock", docked);
    if (this.element.parentElement !== parent) parent.append(this.element);
    this.acts.resized();
  }

  progress(share: number): void {
    this.bar.value = Math.round(share * 100);
    this.percent.textContent = share < 1 ? `${this.bar.value} %` : "Encendiendo…";
  }

  /** From now on the screen is shown. */
  ready(): void {
    this.loading.remove();
    this.tell("Encendido.");
  }

  tell(text: string): void {
    this.said.textContent = text;
  }

  collapse(folded: boolean): void {
    this.element.classList.toggle("node-folded", folded);
    document.documentElement.classList.toggle("node-low", folded);
    this.fold.setAttribute("aria-expanded", `${!folded}`);
    this.fold.textContent = folded ? "▴" : "▾";
    this.acts.resized();
  }

  remove(): void {
    document.documentElement.classList.remove("node-docked", "node-low");
    this.element.remove();
  }
}

const tool = (text: string, act: () => void, name = text): HTMLButtonElement =>
  h("button", { type: "button", class: "node-tool", "aria-label": name, title: name, onclick: act }, text);

/** xterm keeps a copy of its lines for screen readers only where one wants it: it costs time. */
function reading(acts: PanelActs): HTMLButtonElement {
  const act = (): void => {
    const wanted = press.getAttribute("aria-pressed") !== "true";
    press.setAttribute("aria-pressed", `${wanted}`);
    acts.readAloud(wanted);
  };
  const press = tool("Lector", act, "Lector de pantalla");
  press.setAttribute("aria-pressed", "false");
  return press;
}

/** It leaves the focus where it is, or the phone's keyboard would go away. */
const keycap = ([label, sends, name]: (typeof KEYS)[number], acts: PanelActs): HTMLButtonElement =>
  h("button", { type: "button", "aria-label": name, onpointerdown: (event) => event.preventDefault(), onclick: () => acts.type(sends) }, label);
