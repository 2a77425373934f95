/** The docked panel in; the edge by which one makes it higher or lower, with the pointer or the arrow keys, out. */

import { h } from "../dom.ts";

const LEAST = 20;
const MOST = 85;
const USUAL = 42;
const STEP = 5;
const NAME = "apuntes-nodo-alto";

/** Heights are percents of the window, kept for the next time. */
export function grip(panel: () => HTMLElement, moved: () => void): HTMLElement {
  const edge = h("div", {
    class: "node-grip",
    role: "separator",
    tabindex: 0,
    "aria-orientation": "horizontal",
    "aria-label": "Altura de la terminal",
    "aria-valuemin": LEAST,
    "aria-valuemax": MOST,
  });
  let height = kept();

  function be(percent: number): void {
    height = Math.round(Math.min(MOST, Math.max(LEAST, percent)));
    edge.setAttribute("aria-valuenow", `${height}`);
    edge.setAttribute("aria-valuetext", `${height} % de la ventana`);
    document.documentElement.style.setProperty("--node-share", `${height / 100}`);
  }

  edge.addEventListener("keydown", ({ key }) => {
    const by = { ArrowUp: STEP, ArrowDown: -STEP, Home: LEAST - height, End: MOST - height }[key];
    if (by === undefined) return;
    be(height + by);
    keep(height);
    moved();
  });
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    const drag = ({ clientY }: PointerEvent): void => be(((panel().getBoundingClientRect().bottom - clientY) / innerHeight) * 100);
    edge.addEventListener("pointermove", drag);
    edge.addEventListener("lostpointercapture", () => {
      edge.removeEventListener("pointermove", drag);
      keep(height);
      moved();
    }, { once: true });
  });
  be(height);
  followKeyboard(moved);
  return edge;
}

/** Where a phone's keyboard covers the foot of the window, the panel stands on the keyboard. */
function followKeyboard(moved: () => void): void {
  const view = window.visualViewport;
  view?.addEventListener("resize", () => {
    const covered = Math.max(0, innerHeight - view.height - view.offsetTop);
    document.documentElement.style.setProperty("--node-keyboard", `${Math.round(covered)}px`);
    moved();
  });
}

function kept(): number {
  try {
    return Number(localStorage.getItem(NAME)) || USUAL;
  } catch {
    return USUAL;
  }
}

function keep(height: number): void {
  try {
    localStorage.setItem(NAME, `${height}`);
  } catch {
    // Where nothing can be kept it is as high as usual the next time.
  }
}
