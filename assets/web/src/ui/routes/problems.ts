/** A manifest in; what is wrong with its YAML, or missing for an answer, told to the reader, out. */

import { button, h } from "../dom.ts";
import { inline } from "../markdown.ts";
import type { Example } from "./examples.ts";
import type { Reading } from "./reading.ts";
import type { Source } from "./source.ts";

const ASKED = new Set(["Ingress", "HTTPRoute", "NetworkPolicy"]);
const WORKLOAD = /^(Pod|Deployment|ReplicaSet|StatefulSet|DaemonSet|Job)$/;

/** Nothing where all is well. */
export function problems({ manifest: { objects, findings } }: Reading, write: Source, offered: readonly Example[], changed: () => void): Node[] {
  if (findings.length > 0) {
    const rows = findings.map(({ line, message, hint }) => h("li", {}, write.link(line), ": ", ...inline(message), hint ? " " : "", ...inline(hint)));
    return [h("ul", { class: "routes-list routes-broken", role: "status" }, ...rows)];
  }
  const kinds = objects.map(({ kind }) => kind);
  if (!kinds.some((kind) => ASKED.has(kind) || WORKLOAD.test(kind))) {
    return [h("p", { class: "study-hint" }, "Aquí no hay ningún Ingress, HTTPRoute ni NetworkPolicy: pega los tuyos o elige un ejemplo.")];
  }
  return kinds.includes("NetworkPolicy") && !kinds.some((kind) => WORKLOAD.test(kind)) ? withoutPods(write, offered, changed) : [];
}

/** A policy alone has nobody to choose: the scenario of the notes can be added. */
function withoutPods(write: Source, offered: readonly Example[], changed: () => void): Node[] {
  const told = h("p", { class: "study-hint" }, "Una NetworkPolicy elige Pods, y aquí no hay ninguno: añade los tuyos, con sus etiquetas.");
  const scenario = offered.find((one) => one.group === "NetworkPolicy" && one.given)?.given;
  if (!scenario) return [told];
  const add = (): void => {
    write.replace(`${write.text().trimEnd()}\n---\n${scenario}`);
    changed();
  };
  return [told, h("p", { class: "study-buttons" }, button("Añadir los Pods de los apuntes", add))];
}
