/** A request in; the fields for it out: address, method, headers, and the requests that were really tried. */

import type { TaskRequest } from "../../core/tasks.ts";
import { button, h } from "../dom.ts";
import { readHeader, type RequestFields } from "./state.ts";
import { triedButtons } from "./tried.ts";

/** What of a request the form has. */
export type FormFields = Omit<RequestFields, "controller">;

export interface RequestForm {
  readonly element: HTMLElement;
  fields(): FormFields;
  /** Fills the fields. */
  fill(fields: FormFields): void;
  /** Tells what one can choose from, in view of the manifests. */
  offer(tried: readonly TaskRequest[], gateways: readonly string[]): void;
}

const TYPED = { type: "text", autocapitalize: "off", autocomplete: "off", autocorrect: "off", spellcheck: "false" };
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

/** The fields, empty; `changed` is called after each change. */
export function requestForm(changed: () => void): RequestForm {
  const url = h("input", { ...TYPED, class: "routes-url", inputmode: "url", placeholder: "http://shop.example.com/cart", oninput: changed });
  const method = h("select", { onchange: changed }, ...METHODS.map((one) => h("option", {}, one)));
  const gateway = h("select", { onchange: changed });
  const gatewayRow = labelled("Gateway", gateway);
  const headers = headerRows(changed);
  const tried = h("div", { class: "routes-tried" });
  const fill = (fields: FormFields): void => {
    url.value = fields.url;
    method.value = fields.method;
    gateway.value = fields.gateway;
    headers.fill(fields.headers);
  };
  return {
    element: h(
      "div",
      { class: "routes-form" },
      h("div", { class: "routes-address" }, labelled("Método", method), labelled("URL", url)),
      gatewayRow,
      headers.element,
      tried,
    ),
    fields: () => ({ url: url.value, method: method.value, headers: headers.values(), gateway: gateway.value }),
    fill,
    offer: (requests, gateways) => {
      const chosen = gateway.value;
      gatewayRow.hidden = gateways.length < 2;
      gateway.replaceChildren(h("option", { value: "" }, "El primero que escucha en ese puerto"), ...gateways.map((name) => h("option", {}, name)));
      gateway.value = gateways.includes(chosen) ? chosen : "";
      const take = (request: TaskRequest): void => {
        fill(triedFields(request));
        changed();
      };
      tried.replaceChildren(...triedButtons("Probadas con el controlador real; elige una:", requests, words, take));
    },
  };
}

/** The fields of a request that was tried. */
export function triedFields({ host, path, method, headers }: TaskRequest): FormFields {
  return { url: `http://${host}${path}`, method, headers: headers.map(readHeader), gateway: "" };
}

const words = ({ method, host, path, headers }: TaskRequest): string =>
  [...(method === "GET" ? [] : [method]), `${host}${path}`, ...headers].join(" · ");

const labelled = (label: string, field: HTMLElement): HTMLElement => h("label", { class: "study-field" }, h("span", {}, label), field);

interface HeaderRows {
  readonly element: HTMLElement;
  values(): (readonly [string, string])[];
  fill(headers: RequestFields["headers"]): void;
}

function headerRows(changed: () => void): HeaderRows {
  const rows = h("div", { class: "routes-headers" });
  const field = (label: string, value: string): HTMLInputElement =>
    h("input", { ...TYPED, "aria-label": label, placeholder: label, value, oninput: changed });
  const add = (name = "", value = ""): HTMLInputElement => {
    const first = field("Cabecera", name);
    const remove = h("button", { type: "button", class: "routes-remove", "aria-label": "Quitar la cabecera" }, "✕");
    const row = h("div", { class: "routes-header" }, first, field("Valor", value), remove);
    remove.addEventListener("click", () => {
      row.remove();
      more.focus();
      changed();
    });
    rows.append(row);
    return first;
  };
  const more = button("Añadir una cabecera", () => add().focus());
  more.className = "routes-more";
  return {
    element: h("div", { role: "group", "aria-label": "Cabeceras" }, rows, more),
    values: () =>
      [...rows.children].map((row) => {
        const [name = "", value = ""] = [...row.querySelectorAll("input")].map((one) => one.value.trim());
        return [name, value] as const;
      }),
    fill: (headers) => {
      rows.replaceChildren();
      for (const [name, value] of headers) add(name, value);
    },
  };
}
