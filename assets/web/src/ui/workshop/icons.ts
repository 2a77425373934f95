/** The name of an action in; its drawing out. The button around it has the words. */

import { draw } from "../dom.ts";
import type { Action } from "./editor.ts";

const STROKES: Readonly<Record<Action, string>> = {
  undo: "M8 5 4 9l4 4M4 9h9a5 5 0 0 1 0 10H9",
  redo: "m16 5 4 4-4 4M20 9h-9a5 5 0 0 0 0 10h4",
  indent: "M4 5h16M11 12h9M4 19h16M4 9l3 3-3 3",
  suggest: "M4 6h9M4 12h6M4 18h9M17 9v6M14 12h6",
  outdent: "M4 5h16M11 12h9M4 19h16M7 9l-3 3 3 3",
};

export const icon = (name: Action): SVGElement => {
  const drawing = draw("svg", { viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true", class: "workshop-icon" });
  drawing.append(draw("path", { d: STROKES[name] }));
  return drawing;
};
