/** The explanation of a request in; what the learner sees of it out, the rule that wins first. */

import type { Explanation, Lost, Outcome, RuleReference, Share } from "../../core/routes/index.ts";
import { h } from "../dom.ts";
import { inline } from "../markdown.ts";
import type { Headline } from "./answer.ts";

type Row = readonly [name: string, value: readonly (Node | string)[]];

/** A button that leads to the line of a part of an object; null where there is none. */
export type LineOf = (index: number, place: readonly (string | number)[]) => HTMLElement | null;

const STATUS: Readonly<Record<number, string>> = {
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Payload Too Large",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The answer in a line. */
export function headlineOf(outcome: Outcome): Headline {
  switch (outcome.kind) {
    case "backend": {
      const words = outcome.shares.length > 1 ? `Se reparte entre ${outcome.shares.length} destinos` : `Llega a \`${outcome.backend}\``;
      return { sign: "✓", words, tone: "good" };
    }
    case "status": {
      const name = STATUS[outcome.code];
      const words = `Responde \`${outcome.code}${name ? ` ${name}` : ""}\``;
      if (outcome.code >= 400) return { sign: "✗", words, tone: "bad" };
      return { sign: "↪", words: outcome.location ? `${words} hacia \`${outcome.location}\`` : words, tone: "care" };
    }
    case "closed":
      return { sign: "✗", words: "Conexión rechazada: en ese puerto no escucha nadie", tone: "bad" };
    case "refused":
      return { sign: "✗", words: "El controlador no acepta estos objetos", tone: "bad" };
    case "unknown":
      return { sign: "?", words: "Este explorador no lo sabe", tone: "care" };
  }
}

/** Everything below the headline. */
export function explanationView(found: Explanation, lineOf: LineOf): Node[] {
  return [
    h("p", { class: "routes-why" }, ...inline(found.why)),
    details(found, lineOf),
    ...section("Avisos", found.warnings.map((one) => h("li", {}, ...inline(one)))),
    ...section("En qué difieren otros", found.differences.map(({ by, what }) => h("li", {}, h("strong", {}, by), ": ", ...inline(what)))),
    ...section("Las demás reglas", found.others.map((one) => lost(one, lineOf))),
  ];
}

function details({ winner, outcome }: Explanation, lineOf: LineOf): HTMLElement {
  const rows: Row[] = winner ? [["Gana la regla", ruleWords(winner, lineOf)]] : [];
  if (outcome.kind === "backend") rows.push(...received(outcome));
  if (outcome.kind === "refused") rows.push(["Lo que dice", outcome.messages.map((message) => h("code", { lang: "en" }, message))]);
  return h("dl", { class: "routes-facts" }, ...rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, ...value))));
}

/** What arrives, where, and in which shares. */
function received({ path, host, headers, shares, mirrors }: Extract<Outcome, { kind: "backend" }>): Row[] {
  const listed = (words: readonly (Node | string)[][]): (Node | string)[] => words.flatMap((one) => [h("span", { class: "routes-part" }, ...one), " "]);
  const code = (words: string): (Node | string)[] => [h("code", {}, words)];
  const share = (one: Share): (Node | string)[] => [
    `${Math.round(one.percent * 10) / 10} % `,
    ...code(one.backend),
    one.fails === null ? "" : ` (responde ${one.fails})`,
  ];
  const rows: Row[] = [
    ["El backend recibe", code(path)],
    ["Con el host", code(host)],
    ["Y las cabeceras", listed(headers.map(([name, value]) => code(`${name}: ${value}`)))],
    ["Reparto", listed(shares.map((one, index) => [index > 0 ? "· " : "", ...share(one)]))],
    ["Copia a", listed(mirrors.map(code))],
  ];
  return rows.filter(([, value]) => value.length > 0);
}

function ruleWords(rule: RuleReference, lineOf: LineOf): Node[] {
  const { object } = rule;
  const line = lineOf(object.index, rule.place);
  const words = h("span", { class: "routes-rule" }, h("code", {}, rule.host), " ", h("code", {}, rule.match), " → ", h("code", {}, rule.target));
  const whose = h("span", { class: "routes-whose" }, `${object.kind} `, h("code", {}, `${object.namespace}/${object.name}`), line ? ", " : "", line ?? "");
  return [words, whose];
}

function lost({ rule, matched, why }: Lost, lineOf: LineOf): HTMLElement {
  return h("li", { "data-state": matched ? "close" : "off" }, ...ruleWords(rule, lineOf), h("p", {}, h("strong", {}, matched ? "También encajaba. " : "No encaja. "), ...inline(why)));
}

function section(title: string, rows: readonly HTMLElement[]): HTMLElement[] {
  if (rows.length === 0) return [];
  return [h("h2", { class: "routes-title" }, title), h("ul", { class: "routes-list" }, ...rows)];
}
