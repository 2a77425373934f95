/** A connection in; the fields for it out: two ends, port and protocol, and the connections that were really tried. */

import { type Cluster, type Connection, isAddress, NODE, type Protocol } from "../../core/routes/policy.ts";
import type { TaskConnection } from "../../core/tasks.ts";
import { fresh, h } from "../dom.ts";
import { triedButtons } from "./tried.ts";

export interface ConnectionForm {
  readonly element: HTMLElement;
  /** The connection; null while a field is not filled in rightly, and then it says so. */
  connection(): Connection | null;
  fill(connection: Connection): void;
  /** Tells what one can choose from, in view of the manifests. */
  offer(tried: readonly TaskConnection[], cluster: Cluster): void;
}

const OUTSIDE = "fuera";
const EXAMPLE_ADDRESS = "203.0.113.7";
const PROTOCOLS: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

/** The fields; `changed` is called after each change. */
export function connectionForm(changed: () => void): ConnectionForm {
  const from = endField("Desde", "IP de origen", changed);
  const to = endField("Hacia", "IP de destino", changed);
  const known = h("datalist", { id: fresh("puertos") });
  const port = h("input", { type: "text", class: "routes-port", inputmode: "numeric", value: "80", list: known.id, oninput: changed });
  const protocol = h("select", { onchange: changed }, ...PROTOCOLS.map((one) => h("option", {}, one)));
  const tried = h("div", { class: "routes-tried" });
  const row = (label: string, field: HTMLElement): HTMLElement => h("label", { class: "study-field" }, h("span", {}, label), field);
  const fill = (connection: Connection): void => {
    from.fill(connection.from);
    to.fill(connection.to);
    port.value = `${connection.port}`;
    protocol.value = connection.protocol;
  };
  return {
    element: h(
      "div",
      { class: "routes-form" },
      h("div", { class: "routes-ends" }, from.element, to.element, row("Puerto", port), row("Protocolo", protocol)),
      known,
      tried,
    ),
    connection: () => {
      const [origin, target, number] = [from.value(), to.value(), Number(port.value)];
      const rightPort = /^\d+$/.test(port.value) && number >= 1 && number <= 65535;
      port.setAttribute("aria-invalid", `${!rightPort}`);
      const chosen = PROTOCOLS.find((one) => one === protocol.value) ?? "TCP";
      return origin && target && rightPort ? { from: origin, to: target, port: number, protocol: chosen } : null;
    },
    fill,
    offer: (connections, cluster) => {
      const pods = [...cluster.pods.values()];
      for (const end of [from, to]) end.offer([...cluster.pods.keys()]);
      const ports = new Set(pods.flatMap((pod) => pod.ports.map(({ number }) => number)));
      known.replaceChildren(...[...ports].sort((one, other) => one - other).map((value) => h("option", { value })));
      const take = (one: TaskConnection): void => {
        fill(triedConnection(one));
        changed();
      };
      tried.replaceChildren(...triedButtons("Probadas con conexiones reales; elige una:", connections, words, take));
    },
  };
}

/** A connection that was tried, as the form has it. */
export const triedConnection = ({ origin, to, port, protocol }: TaskConnection): Connection => ({ from: origin, to, port, protocol });

const words = ({ origin, to, port, protocol }: TaskConnection): string => `${origin} → ${to}:${port}${protocol === "TCP" ? "" : `/${protocol}`}`;

interface EndField {
  readonly element: HTMLElement;
  /** A pod, an address or the node; null for an address that is none. */
  value(): string | null;
  fill(end: string): void;
  offer(pods: readonly string[]): void;
}

function endField(label: string, addressLabel: string, changed: () => void): EndField {
  const select = h("select");
  const address = h("input", { type: "text", "aria-label": addressLabel, value: EXAMPLE_ADDRESS, autocomplete: "off", spellcheck: "false", oninput: changed });
  const settle = (): void => void (address.hidden = select.value !== OUTSIDE);
  select.addEventListener("change", () => {
    settle();
    changed();
  });
  let wanted = "";
  const fill = (end: string): void => {
    wanted = end;
    const inside = [...select.options].some((one) => one.value === end);
    select.value = inside ? end : OUTSIDE;
    if (!inside) address.value = end;
    settle();
  };
  return {
    element: h("div", { class: "study-field" }, h("label", { class: "study-field" }, h("span", {}, label), select), address),
    value: () => {
      const right = select.value !== OUTSIDE || isAddress(address.value.trim());
      address.setAttribute("aria-invalid", `${!right}`);
      wanted = select.value === OUTSIDE ? address.value.trim() : select.value;
      return right ? wanted : null;
    },
    fill,
    offer: (pods) => {
      const others = [[OUTSIDE, "Fuera del clúster…"], [NODE, "El nodo del otro Pod"]] as const;
      const inside = h("optgroup", { label: "Pods" }, ...pods.map((pod) => h("option", { value: pod }, pod)));
      select.replaceChildren(inside, ...others.map(([value, name]) => h("option", { value }, name)));
      const gone = wanted.includes("/") && !pods.includes(wanted);
      fill(gone || !wanted ? (pods[0] ?? EXAMPLE_ADDRESS) : wanted);
    },
  };
}
