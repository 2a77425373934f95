/** Manifests and a connection between two ends in; whether it passes, and the lines that decide it, out. */

import { type Cluster, type Connection, explainConnection, isEnd, type Step, type Verdict } from "../../core/routes/policy.ts";
import { h } from "../dom.ts";
import { answer } from "./answer.ts";
import { connectionForm, triedConnection } from "./connection-form.ts";
import { matrix } from "./matrix.ts";
import type { Panel } from "./panel.ts";
import type { Reading } from "./reading.ts";
import type { Mark, Source } from "./source.ts";
import { verdictHeadline, verdictView } from "./verdict.ts";

/** `changed` is called after each change of the connection. */
export function connectionPanel(changed: () => void): Panel & { readonly table: HTMLElement } {
  const form = connectionForm(changed);
  const found = answer();
  const table = h("section", { class: "routes-all" });
  const choose = (connection: Connection): void => {
    form.fill(connection);
    const inTable = table.contains(document.activeElement);
    changed();
    if (inTable) table.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  };
  return {
    element: h("div", {}, form.element, found.element),
    table,
    offer: (read, example) => form.offer(example?.connections ?? [], read.cluster),
    show: (read, state, example) => {
      const told = state.connection;
      const fits = told !== null && isEnd(read.cluster, told.from) && isEnd(read.cluster, told.to);
      const [tried] = example?.connections ?? [];
      form.offer(example?.connections ?? [], read.cluster);
      form.fill(fits ? told : tried ? triedConnection(tried) : likely(read.cluster));
    },
    answer: (read, write) => {
      const connection = form.connection();
      if (!connection || !isEnd(read.cluster, connection.from) || !isEnd(read.cluster, connection.to)) {
        found.show({ sign: "…", words: "Completa la conexión: dos extremos y un puerto del 1 al 65535.", tone: "none" }, []);
        table.replaceChildren();
        return new Map();
      }
      const verdict = explainConnection(read.cluster, connection);
      found.show(verdictHeadline(verdict, connection), verdictView(verdict, connection, read.cluster, lines(read, write)));
      table.replaceChildren(...matrix(read.cluster, connection, choose));
      return marks(read, verdict);
    },
    state: () => {
      const connection = form.connection();
      return connection ? { connection } : {};
    },
  };
}

const lines =
  (read: Reading, write: Source) =>
  (index: number, place: readonly (string | number)[]): HTMLElement | null => {
    const line = read.line(index, place);
    return line === null ? null : write.link(line);
  };

/** What allows: the rule, its peer and its port. What closes: the policies that isolate where nothing allows. */
function marks(read: Reading, { egress, ingress }: Verdict): ReadonlyMap<number, Mark> {
  const found = [...marksOf(egress), ...marksOf(ingress)].flatMap(([index, place, mark]) => {
    const line = read.line(index, place);
    return line === null ? [] : [[line, mark] as const];
  });
  return new Map(found);
}

function marksOf({ allowed, policies }: Step): (readonly [number, readonly (string | number)[], Mark])[] {
  if (!allowed) return policies.filter((policy) => policy.isolates).map(({ index }) => [index, ["spec", "podSelector"], "closes"] as const);
  return policies.flatMap(({ index, rules }) => {
    const allowing = rules.filter((rule) => rule.allows);
    const parts = allowing.flatMap((rule) => [rule, ...[...rule.peers, ...rule.ports].filter((one) => one.fits)]);
    return parts.map(({ place }) => [index, place, "decides"] as const);
  });
}

/** Two pods of the manifests and a port of the second. */
function likely({ pods }: Cluster): Connection {
  const [first, second] = [...pods.values()];
  const to = second ?? first;
  return { from: first?.key ?? "203.0.113.7", to: to?.key ?? "203.0.113.7", port: to?.ports[0]?.number ?? 80, protocol: "TCP" };
}
