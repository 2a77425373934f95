/** The verdict on a connection in; what the learner sees of it out: its two steps, and each policy with its reasons. */

import { type Cluster, type Connection, NODE, type PolicyTrace, type RuleTrace, type Step, type Verdict } from "../../core/routes/policy.ts";
import { h } from "../dom.ts";
import { inline } from "../markdown.ts";
import type { Headline } from "./answer.ts";
import type { LineOf } from "./explanation.ts";

/** The answer in a line. */
export const verdictHeadline = ({ allowed }: Verdict, { from, to, port, protocol }: Connection): Headline => ({
  sign: allowed ? "✓" : "✗",
  words: `${allowed ? "Permitida" : "Rechazada"}: \`${from}\` → \`${to}\`, ${protocol} ${port}`,
  tone: allowed ? "good" : "bad",
});

/** Everything below the headline. */
export function verdictView(verdict: Verdict, connection: Connection, cluster: Cluster, lineOf: LineOf): Node[] {
  const { egress, ingress } = verdict;
  return [
    h("p", { class: "routes-why" }, ...inline(verdict.why)),
    h(
      "ol",
      { class: "routes-flow" },
      end("Origen", connection.from, cluster),
      gate("1. Salida", egress, true),
      gate("2. Entrada", ingress, egress.allowed),
      end("Destino", connection.to, cluster),
    ),
    ...verdict.notes.map((note) => h("p", { class: "routes-note" }, h("strong", {}, "Ojo. "), ...inline(note))),
    h("div", { class: "routes-steps" }, step("1. Salida del origen", egress, lineOf), step("2. Entrada en el destino", ingress, lineOf)),
  ];
}

function end(role: string, name: string, cluster: Cluster): HTMLElement {
  const pod = cluster.pods.get(name);
  const labels = [...(pod?.labels ?? [])].map(([key, value]) => h("code", {}, `${key}: ${value}`));
  const kind = pod ? "Pod" : name === NODE ? "" : "fuera del clúster";
  return h("li", { class: "routes-end" }, h("small", {}, kind ? `${role} · ${kind}` : role), h("strong", {}, name), ...labels);
}

function gate(title: string, { allowed, isolated }: Step, reached: boolean): HTMLElement {
  const words = allowed ? (isolated ? "la permite una regla" : "nada la limita") : "ninguna regla la permite";
  return h(
    "li",
    { class: "routes-gate", "data-state": allowed ? "right" : "wrong", "data-reached": `${reached}` },
    h("small", {}, title),
    h("strong", {}, allowed ? "✓ pasa" : "✗ no pasa"),
    h("span", {}, reached ? words : `${words}, aunque ya no llega hasta aquí`),
  );
}

function step(title: string, { why, policies }: Step, lineOf: LineOf): HTMLElement {
  const deciding = policies.filter((policy) => policy.isolates);
  const others = policies.filter((policy) => !policy.isolates);
  return h(
    "section",
    {},
    h("h2", { class: "routes-title" }, title),
    h("p", {}, ...inline(why)),
    ...deciding.map((one) => policy(one, lineOf)),
    others.length > 0 ? aside(others, lineOf) : null,
  );
}

function aside(policies: readonly PolicyTrace[], lineOf: LineOf): HTMLElement {
  const words = policies.length === 1 ? "Otra política no cuenta aquí" : `Otras ${policies.length} políticas no cuentan aquí`;
  const rows = policies.map((one) => h("li", {}, ...named(one, lineOf), h("p", {}, ...inline(one.why))));
  return h("details", { class: "parts" }, h("summary", {}, words), h("ul", { class: "routes-list" }, ...rows));
}

function named({ key, index }: PolicyTrace, lineOf: LineOf): Node[] {
  const line = lineOf(index, ["metadata", "name"]);
  return [h("span", { class: "routes-whose" }, "NetworkPolicy ", h("code", {}, key), line ? ", " : "", line ?? "")];
}

function policy(trace: PolicyTrace, lineOf: LineOf): HTMLElement {
  const rules = trace.rules.map((rule, index) => ruleView(rule, index, trace.index, lineOf));
  const state = trace.allows ? "right" : "wrong";
  return h("div", { class: "routes-policy", "data-state": state }, ...named(trace, lineOf), h("p", {}, ...inline(trace.why)), ...rules);
}

const sign = (right: boolean): HTMLElement => h("b", { "data-state": right ? "right" : "wrong" }, right ? "✓" : "✗");

function ruleView(rule: RuleTrace, position: number, index: number, lineOf: LineOf): HTMLElement {
  const items = [...rule.peers, ...rule.ports].map((item) => h("li", {}, sign(item.fits), " ", ...inline(item.why), ...linked(lineOf(index, item.place))));
  const said = h("p", {}, sign(rule.allows), ` Regla ${position + 1}: `, ...inline(rule.why), ...linked(lineOf(index, rule.place)));
  return h("div", { class: "routes-item" }, said, h("ul", {}, ...items));
}

const linked = (line: HTMLElement | null): Node[] => (line ? [document.createTextNode(" "), line] : []);
