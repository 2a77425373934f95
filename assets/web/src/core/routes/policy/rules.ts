/** A rule of a NetworkPolicy and a connection in; whether it allows it, and each of its parts with its reason, out. */

import { list, record, text } from "../fields.ts";
import { type Labels, selectorWords, unmet } from "../labels.ts";
import { at, type Fields, mappings } from "../objects.ts";
import type { Pod } from "../pods.ts";
import { liesIn } from "./addresses.ts";

export type Direction = "egress" | "ingress";
export type Protocol = "TCP" | "UDP" | "SCTP";
export type Place = readonly (string | number)[];

/** What is at one end of a connection; `pod` is null outside of the cluster. */
export interface End {
  readonly name: string;
  readonly address: string;
  readonly pod: Pod | null;
}

/** A connection as a rule sees it: who is at the other end, what is reached. */
export interface Attempt {
  readonly other: End;
  readonly target: End;
  readonly port: number;
  readonly protocol: Protocol;
  /** That of the policy. */
  readonly namespace: string;
  readonly namespaces: ReadonlyMap<string, Labels>;
}

/** An item of `from`, `to` or `ports`, and whether it fits. */
export interface ItemTrace {
  readonly place: Place;
  readonly fits: boolean;
  readonly why: string;
  /** An `ipBlock` was compared with the address of a pod. */
  readonly podAddress?: true;
}

/** A rule allows what one of its peers and one of its ports fit; an empty list fits everything. */
export interface RuleTrace {
  readonly place: Place;
  readonly allows: boolean;
  readonly why: string;
  readonly peers: readonly ItemTrace[];
  readonly ports: readonly ItemTrace[];
}

/** Looks at one rule, the one at that position of the policy. */
export function traceRule(rule: unknown, direction: Direction, position: number, attempt: Attempt): RuleTrace {
  const place = ["spec", direction, position];
  const side = direction === "ingress" ? "from" : "to";
  const written = mappings(at(rule, side));
  const peers = written.map((peer, index) => ({ place: [...place, side, index], ...peerFits(peer, attempt) }));
  const byPod = written.length === 0 || peers.some(({ fits }, index) => fits && written[index]?.["ipBlock"] === undefined);
  const resolved = direction === "ingress" || byPod;
  const ports = mappings(at(rule, "ports")).map((port, index) => ({ place: [...place, "ports", index], ...portFits(port, attempt, resolved) }));
  return { place, peers, ports, ...allowing(peers, ports, side) };
}

type Fit = Omit<ItemTrace, "place">;
const fits = (why: string): Fit => ({ fits: true, why });
const misses = (why: string): Fit => ({ fits: false, why });

function allowing(peers: readonly ItemTrace[], ports: readonly ItemTrace[], side: string): { allows: boolean; why: string } {
  const peer = peers.length === 0 || peers.some((one) => one.fits);
  const port = ports.length === 0 || ports.some((one) => one.fits);
  const who = peers.length === 0 ? `sin \`${side}\` vale cualquiera` : peer ? `un elemento de \`${side}\` encaja` : `ningún elemento de \`${side}\` encaja`;
  const where = ports.length === 0 ? "sin `ports` vale cualquier puerto" : port ? "el puerto encaja" : "ningún puerto encaja";
  return { allows: peer && port, why: peer === port ? `${who} y ${where}` : `${who}, pero ${where}` };
}

function peerFits(peer: Fields, attempt: Attempt): Fit {
  if (peer["ipBlock"] !== undefined) return { ...inBlock(record(peer["ipBlock"]), attempt.other), ...(attempt.other.pod ? { podAddress: true } : {}) };
  const { podSelector, namespaceSelector } = peer;
  if (podSelector === undefined && namespaceSelector === undefined) return misses("está vacío: el kube-apiserver lo rechaza");
  const { name, pod } = attempt.other;
  if (!pod) return misses(`\`${name}\` no es un Pod: ningún selector lo elige`);
  if (pod.hostNetwork) return misses(`\`${name}\` usa la red del nodo: lo habitual es que los selectores no lo vean`);
  return chosen(pod, podSelector, namespaceSelector, attempt);
}

/** Both selectors of one item must hold; without a namespaceSelector only the policy's own namespace counts. */
function chosen(pod: Pod, podSelector: unknown, namespaceSelector: unknown, attempt: Attempt): Fit {
  const own = namespaceSelector === undefined || namespaceSelector === null;
  if (own && pod.namespace !== attempt.namespace) {
    return misses(`\`${pod.key}\` es de otro namespace, y sin \`namespaceSelector\` solo cuentan los Pods de \`${attempt.namespace}\``);
  }
  const space = own ? null : unmet(namespaceSelector, attempt.namespaces.get(pod.namespace) ?? new Map());
  if (space !== null) return misses(`el namespace \`${pod.namespace}\` no encaja: ${space}`);
  const labels = unmet(podSelector, pod.labels);
  if (labels !== null) return misses(`\`${pod.key}\` no encaja: ${labels}`);
  const where = own ? "es de este namespace" : `namespace, ${selectorWords(namespaceSelector)}`;
  return fits(`\`${pod.key}\` encaja: ${where}${podSelector === undefined ? "" : `; Pod, ${selectorWords(podSelector)}`}`);
}

function inBlock(block: Fields, { name, address, pod }: End): Fit {
  const cidr = text(block["cidr"]);
  const shown = pod ? `la IP de \`${name}\`, \`${address}\`${pod.assumed ? " (supuesta)" : ""},` : `\`${address}\``;
  if (pod?.hostNetwork && pod.assumed) return misses(`\`${name}\` tiene la IP de su nodo, que no está en estos manifiestos`);
  if (!liesIn(address, cidr)) return misses(`${shown} no está en \`${cidr}\``);
  const except = list(block["except"]).map(text).find((one) => liesIn(address, one));
  if (except !== undefined) return misses(`${shown} está en la excepción \`${except}\``);
  return fits(`${shown} está en \`${cidr}\``);
}

/** `resolved`: a port's name can be looked up, because what is reached was chosen as a pod. */
function portFits(item: Fields, { target, port, protocol }: Attempt, resolved: boolean): Fit {
  const wanted = text(item["protocol"]) || "TCP";
  const given = item["port"];
  if (wanted !== protocol) {
    const asked = item["protocol"] === undefined ? "sin `protocol` es TCP" : `pide ${wanted}`;
    return misses(`${asked}, y la conexión es ${protocol}`);
  }
  if (given === undefined || given === null) return fits(`cualquier puerto ${protocol}`);
  if (typeof given === "string" && !resolved) return misses(`\`${given}\` nombra un puerto de un Pod, y un \`ipBlock\` no elige Pods`);
  if (typeof given === "string") return namedPort(given, target, port, protocol);
  if (typeof given !== "number") return misses("`port` no es un número ni un nombre");
  const last = item["endPort"];
  if (typeof last === "number") return (port >= given && port <= last ? fits : misses)(`del ${given} al ${last}`);
  return given === port ? fits(`puerto ${given}`) : misses(`pide el puerto ${given}, y la conexión va al ${port}`);
}

function namedPort(name: string, { name: reached, pod }: End, port: number, protocol: Protocol): Fit {
  const named = pod?.ports.filter((one) => one.name === name && one.protocol === protocol) ?? [];
  const numbers = named.map(({ number }) => number).join(", ");
  if (named.some(({ number }) => number === port)) return fits(`\`${name}\` es el ${port} de \`${reached}\``);
  if (named.length > 0) return misses(`\`${name}\` es el ${numbers} de \`${reached}\`, y la conexión va al ${port}`);
  return misses(`\`${reached}\` no tiene ningún puerto ${protocol} llamado \`${name}\``);
}
