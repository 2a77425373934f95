/** Manifests in; what one can ask of them out: a request to routes, a connection between pods, or one of the two. */

import { fresh, h } from "../dom.ts";
import { connectionPanel } from "./connection-panel.ts";
import type { Example } from "./examples.ts";
import type { Panel } from "./panel.ts";
import type { Reading } from "./reading.ts";
import { requestPanel } from "./request-panel.ts";
import type { Mark, Source } from "./source.ts";
import type { State, View } from "./state.ts";

export interface Asking {
  readonly element: HTMLElement;
  /** What is too wide to stand beside the manifests. */
  readonly below: HTMLElement;
  show(read: Reading, state: State, example: Example | null): void;
  offer(read: Reading, example: Example | null): void;
  answer(read: Reading, write: Source): ReadonlyMap<number, Mark>;
  state(): Omit<State, "text">;
}

const NAMES: Readonly<Record<View, string>> = { request: "Petición HTTP", connection: "Conexión entre Pods" };

/** `changed` is called after each change of what is asked. */
export function asking(changed: () => void): Asking {
  const connection = connectionPanel(changed);
  const panels: Readonly<Record<View, Panel>> = { request: requestPanel(changed), connection };
  let view: View | null = null;
  const choice = viewChoice((chosen) => {
    view = chosen;
    changed();
  });
  const settle = (read: Reading, wanted: View | null): void => {
    view = read.views.find((one) => one === wanted) ?? read.views[0] ?? null;
    choice.show(read.views, view);
  };
  return {
    element: h("div", {}, choice.element, panels.request.element, panels.connection.element),
    below: connection.table,
    show: (read, state, example) => {
      settle(read, state.view);
      for (const one of read.views) panels[one].show(read, state, example);
    },
    offer: (read, example) => {
      settle(read, view);
      for (const one of read.views) panels[one].offer(read, example);
    },
    answer: (read, write) => {
      for (const [name, panel] of Object.entries(panels)) panel.element.hidden = name !== view;
      connection.table.hidden = view !== "connection";
      return view ? panels[view].answer(read, write) : new Map();
    },
    state: () => ({ view, request: null, connection: null, ...(view ? panels[view].state() : {}) }),
  };
}

interface ViewChoice {
  readonly element: HTMLElement;
  show(views: readonly View[], chosen: View | null): void;
}

function viewChoice(choose: (view: View) => void): ViewChoice {
  const name = fresh("pregunta");
  const radios = (["request", "connection"] as const).map((view) => h("input", { type: "radio", name, value: view, onchange: () => choose(view) }));
  const rows = radios.map((radio) => h("label", {}, radio, h("span", {}, NAMES[radio.value as View])));
  const element = h("fieldset", { class: "routes-views" }, h("legend", {}, "Qué quieres probar"), ...rows);
  return {
    element,
    show: (views, chosen) => {
      element.hidden = views.length < 2;
      for (const radio of radios) radio.checked = radio.value === chosen;
    },
  };
}
