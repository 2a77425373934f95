/** A cluster, a port and a protocol in; a table of which pod reaches which out, whose cells choose a connection. */

import { type Cluster, type Connection, explainConnection, NODE } from "../../core/routes/policy.ts";
import { button, h } from "../dom.ts";

const MOST = 16;

/** The table; nothing where there are no two ends. Arrows move in it, so that it is one stop for the tabulator. */
export function matrix(cluster: Cluster, shown: Connection, choose: (connection: Connection) => void): Node[] {
  const outside = [shown.from, shown.to].filter((end) => !cluster.pods.has(end) && end !== NODE);
  const ends = [...[...cluster.pods.keys()].slice(0, MOST), ...new Set(outside)];
  if (ends.length < 2) return [];
  const rows = ends.map((from) => row(cluster, ends, { ...shown, from }, shown, choose));
  const table = h(
    "table",
    { class: "routes-matrix" },
    h("caption", {}, `Quién llega a quién por ${shown.protocol} ${shown.port}`),
    h("thead", {}, h("tr", {}, h("td", {}, "Desde ↓ hacia →"), ...ends.map((end) => h("th", { scope: "col" }, ...breakable(end))))),
    h("tbody", {}, ...rows),
  );
  table.addEventListener("keydown", (event) => move(table, event));
  const cells = [...table.querySelectorAll("button")];
  const stop = cells.find((cell) => cell.getAttribute("aria-pressed") === "true") ?? cells[0];
  if (stop) stop.tabIndex = 0;
  const more = cluster.pods.size > MOST ? [h("p", { class: "study-hint" }, `La tabla tiene solo los primeros ${MOST} Pods.`)] : [];
  return [h("div", { class: "routes-scroll" }, table), h("p", { class: "study-hint" }, "✓ pasa, ✗ no pasa. Elige una casilla para ver por qué."), ...more];
}

function row(cluster: Cluster, ends: readonly string[], base: Connection, shown: Connection, choose: (connection: Connection) => void): HTMLElement {
  const cells = ends.map((to) => {
    const connection = { ...base, to };
    const { allowed } = explainConnection(cluster, connection);
    const words = `De ${base.from} a ${to}: ${allowed ? "pasa" : "no pasa"}`;
    const pressed = `${base.from === shown.from && to === shown.to}`;
    const state = allowed ? "right" : "wrong";
    const press = button(allowed ? "✓" : "✗", () => choose(connection));
    press.className = "";
    press.tabIndex = -1;
    press.title = words;
    for (const [name, value] of [["aria-label", words], ["aria-pressed", pressed], ["data-state", state]] as const) press.setAttribute(name, value);
    return h("td", {}, press);
  });
  return h("tr", {}, h("th", { scope: "row" }, ...breakable(base.from)), ...cells);
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function move(table: HTMLElement, event: KeyboardEvent): void {
  const at = document.activeElement;
  const by = STEPS[event.key];
  if (!by || !(at instanceof HTMLButtonElement)) return;
  const grid = [...table.querySelectorAll("tbody tr")].map((one) => [...one.querySelectorAll("button")]);
  const line = grid.findIndex((cells) => cells.includes(at));
  const next = grid[line + by[0]]?.[(grid[line]?.indexOf(at) ?? 0) + by[1]];
  event.preventDefault();
  if (!next) return;
  at.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

/** `namespace/name` may break after the slash. */
const breakable = (end: string): Node[] => end.split(/(?<=\/)/).flatMap((part, index) => [...(index > 0 ? [h("wbr")] : []), document.createTextNode(part)]);
