/** Manifests and a typed request in; which rule takes it, and the line that decides it, out. */

import { list, record, text } from "../../core/routes/fields.ts";
import { type Controller, explainRequest } from "../../core/routes/index.ts";
import { at, mappings, ofKind } from "../../core/routes/objects.ts";
import { readUrl, writeUrl } from "../../core/routes/typed-url.ts";
import { h } from "../dom.ts";
import { answer } from "./answer.ts";
import { explanationView, headlineOf } from "./explanation.ts";
import type { Panel } from "./panel.ts";
import type { Reading } from "./reading.ts";
import { requestForm, triedFields } from "./request-form.ts";
import type { Mark, Source } from "./source.ts";
import type { RequestFields } from "./state.ts";

const NAMES: Readonly<Record<Controller, string>> = { ingress: "Ingress (ingress-nginx)", gateway: "Gateway API" };

/** `changed` is called after each change of the request. */
export function requestPanel(changed: () => void): Panel {
  const form = requestForm(changed);
  const found = answer();
  const who = h("select", { onchange: changed });
  const whoRow = h("label", { class: "study-field" }, h("span", {}, "Quién responde"), who);
  const offer: Panel["offer"] = (read, example) => {
    form.offer(example?.requests ?? [], read.gateways);
    const chosen = who.value;
    whoRow.hidden = read.controllers.length < 2;
    who.replaceChildren(...read.controllers.map((one) => h("option", { value: one }, NAMES[one])));
    if (read.controllers.some((one) => one === chosen)) who.value = chosen;
  };
  return {
    element: h("div", {}, form.element, whoRow, found.element),
    offer,
    show: (read, state, example) => {
      offer(read, example);
      const [tried] = example?.requests ?? [];
      form.fill(state.request ?? (tried ? triedFields(tried) : { url: likelyUrl(read), method: "GET", headers: [], gateway: "" }));
      if (state.request) who.value = read.controllers.find((one) => one === state.request?.controller) ?? read.controllers[0] ?? "";
    },
    answer: (read, write) => {
      const fields = form.fields();
      const url = readUrl(fields.url);
      if (!url.ok) {
        found.show({ sign: "…", words: url.message, tone: "none" }, []);
        return new Map();
      }
      const controller = read.controllers.find((one) => one === who.value) ?? read.controllers[0] ?? "ingress";
      return explained(read, { ...fields, controller }, write, found);
    },
    state: () => ({ request: { ...form.fields(), controller: whoRow.hidden ? "" : who.value } }),
  };
}

function explained(read: Reading, fields: RequestFields, write: Source, found: ReturnType<typeof answer>): ReadonlyMap<number, Mark> {
  const url = readUrl(fields.url);
  if (!url.ok) return new Map();
  const { method, gateway } = fields;
  const request = { ...url.value, method, headers: fields.headers.filter(([name]) => name), ...(gateway ? { gateway } : {}) };
  const told = explainRequest(read.objects, request, fields.controller === "gateway" ? "gateway" : "ingress");
  const lineOf = (index: number, place: readonly (string | number)[]): HTMLElement | null => {
    const line = read.line(index, place);
    return line === null ? null : write.link(line);
  };
  found.show(headlineOf(told.outcome), explanationView(told, lineOf));
  const line = told.winner ? read.line(told.winner.object.index, told.winner.place) : null;
  return new Map(line === null ? [] : [[line, "decides"]]);
}

/** A request to the first host and path that the manifests name. */
function likelyUrl({ objects }: Reading): string {
  const [ingress] = ofKind(objects, "Ingress");
  const [route] = ofKind(objects, "HTTPRoute");
  const [rule] = mappings(at(ingress?.object, "spec", "rules"));
  const [path] = mappings(at(rule, "http", "paths"));
  const [match] = mappings(at(mappings(at(route?.object, "spec", "rules"))[0], "matches"));
  const host = text(rule?.["host"]) || text(list(at(route?.object, "spec", "hostnames"))[0]) || "example.com";
  const pattern = text(path?.["path"]) || text(record(match?.["path"])["value"]) || "/";
  const written = pattern.replace(/[()[\]{}|*+?^$\\].*$/, ""); // of a regular expression, what it starts with
  return writeUrl({ scheme: "http", host: host.replace("*", "www"), port: 80, path: written.startsWith("/") ? written : "/" });
}
