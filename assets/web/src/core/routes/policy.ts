/** Kubernetes objects and a connection in; whether NetworkPolicies let it pass, by which rule, and why, out. */

import { list, record, text } from "./fields.ts";
import { type Labels, unmet } from "./labels.ts";
import { type Fields, keyOf, ofKind } from "./objects.ts";
import { namespaceOf, namespacesOf, type Pod, podsOf } from "./pods.ts";
import { isAddress } from "./policy/addresses.ts";
import { type Attempt, type Direction, type End, type Protocol, type RuleTrace, traceRule } from "./policy/rules.ts";
import type { KubernetesObject } from "./types.ts";

export type { ContainerPort, Pod } from "./pods.ts";
export type { Direction, ItemTrace, Place, Protocol, RuleTrace } from "./policy/rules.ts";
export { isAddress };

/** Stands for the node on which the other end runs. */
export const NODE = "nodo";

/** Both ends are a pod as `namespace/name`, an address outside of the cluster, or `NODE`. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: Protocol;
}

/** What a policy says about one direction of a pod. */
export interface PolicyTrace {
  /** `namespace/name`. */
  readonly key: string;
  /** The position of the policy among the objects. */
  readonly index: number;
  /** It isolates the pod in this direction. */
  readonly isolates: boolean;
  readonly allows: boolean;
  readonly why: string;
  readonly rules: readonly RuleTrace[];
}

/** One of the two things that must hold: it may leave its origin, it may enter its target. */
export interface Step {
  readonly direction: Direction;
  /** Where it is decided. */
  readonly end: string;
  readonly isolated: boolean;
  readonly allowed: boolean;
  readonly why: string;
  readonly policies: readonly PolicyTrace[];
}

/** The answer; all texts are Spanish, with `code` between backticks. */
export interface Verdict {
  readonly allowed: boolean;
  readonly why: string;
  readonly egress: Step;
  readonly ingress: Step;
  /** Where it depends on who enforces the policies, or on what the manifests do not tell. */
  readonly notes: readonly string[];
}

/** What the objects are for NetworkPolicies. */
export interface Cluster {
  readonly pods: ReadonlyMap<string, Pod>;
  readonly namespaces: ReadonlyMap<string, Labels>;
  readonly policies: readonly Policy[];
}

interface Policy {
  readonly key: string;
  readonly index: number;
  readonly namespace: string;
  readonly spec: Fields;
}

/** Reads pods, namespaces and policies from the objects. */
export function clusterOf(objects: readonly KubernetesObject[]): Cluster {
  const pods = podsOf(objects);
  const policies = ofKind(objects, "NetworkPolicy").map(({ object, index }) => {
    return { key: keyOf(object), index, namespace: namespaceOf(object), spec: record(object["spec"]) };
  });
  return { pods, namespaces: namespacesOf(objects, pods.values()), policies };
}

/** Whether a connection can have that end. */
export const isEnd = (cluster: Cluster, end: string): boolean => end === NODE || cluster.pods.has(end) || isAddress(end);

/** Follows the connection. Throws an Error for an end that is none. */
export function explainConnection(cluster: Cluster, connection: Connection): Verdict {
  const from = endOf(cluster, connection.from);
  const to = endOf(cluster, connection.to);
  const free = alwaysFree(connection);
  const egress = step(cluster, "egress", from, to, connection, free);
  const ingress = step(cluster, "ingress", to, from, connection, free);
  const allowed = egress.allowed && ingress.allowed;
  return { allowed, why: summary(egress, ingress), egress, ingress, notes: notes([from, to], [egress, ingress], connection) };
}

function endOf(cluster: Cluster, name: string): End {
  if (!isEnd(cluster, name)) throw new Error(`${name} no es un Pod de los manifiestos ni una dirección IP.`);
  const pod = cluster.pods.get(name) ?? null;
  return { name, address: pod?.address ?? name, pod };
}

/** What no policy can forbid. */
function alwaysFree({ from, to }: Connection): string | null {
  if (from === to && from !== NODE) return "Un Pod se alcanza siempre a sí mismo: ninguna NetworkPolicy lo impide.";
  if (from === NODE || to === NODE) return "Lo que va de un Pod a su propio nodo, o al revés, pasa siempre.";
  return null;
}

function step(cluster: Cluster, direction: Direction, at: End, other: End, connection: Connection, free: string | null): Step {
  const common = { direction, end: at.name };
  const open = (why: string): Step => ({ ...common, isolated: false, allowed: true, why, policies: [] });
  if (free !== null) return open(free);
  if (!at.pod) return open(`\`${at.name}\` está fuera del clúster: ninguna NetworkPolicy decide ahí.`);
  if (at.pod.hostNetwork) return open(`\`${at.name}\` usa la red del nodo (\`hostNetwork\`): lo habitual es que las NetworkPolicies no se le apliquen.`);
  const target = direction === "egress" ? other : at;
  const { port, protocol } = connection;
  const pod = at.pod;
  const policies = cluster.policies.map((policy) => {
    const attempt: Attempt = { other, target, port, protocol, namespace: policy.namespace, namespaces: cluster.namespaces };
    return trace(policy, pod, direction, attempt);
  });
  const isolated = policies.some((policy) => policy.isolates);
  const allowed = !isolated || policies.some((policy) => policy.allows);
  return { ...common, isolated, allowed, why: stepWords(direction, at.name, isolated, policies), policies };
}

const TYPE: Readonly<Record<Direction, string>> = { egress: "Egress", ingress: "Ingress" };
const THING: Readonly<Record<Direction, string>> = { egress: "la salida", ingress: "la entrada" };

function stepWords(direction: Direction, pod: string, isolated: boolean, policies: readonly PolicyTrace[]): string {
  if (!isolated) return `Ninguna NetworkPolicy aísla ${THING[direction]} de \`${pod}\`: ${direction === "egress" ? "puede salir todo" : "puede entrar todo"}.`;
  const allowing = policies.filter((policy) => policy.allows).map(({ key }) => `\`${key}\``);
  if (allowing.length > 0) return `${listed(allowing)} ${allowing.length > 1 ? "lo permiten" : "lo permite"}.`;
  const isolating = policies.filter((policy) => policy.isolates).map(({ key }) => `\`${key}\``);
  const many = isolating.length > 1;
  return `${listed(isolating)} ${many ? "aíslan" : "aísla"} ${THING[direction]} de \`${pod}\`, y ninguna regla ${many ? "suya " : ""}permite esta conexión.`;
}

function trace(policy: Policy, pod: Pod, direction: Direction, attempt: Attempt): PolicyTrace {
  const common = { key: policy.key, index: policy.index };
  const aside = (why: string): PolicyTrace => ({ ...common, isolates: false, allows: false, why, rules: [] });
  if (policy.namespace !== pod.namespace) return aside(`Es de \`${policy.namespace}\`, y solo elige Pods de su namespace.`);
  const labels = unmet(policy.spec["podSelector"], pod.labels);
  if (labels !== null) return aside(`No elige a \`${pod.key}\`: ${labels}.`);
  const types = typesOf(policy.spec);
  if (!types.includes(direction)) return aside(`Elige a \`${pod.key}\`, pero ${untold(policy.spec, direction)}.`);
  const written = list(policy.spec[direction]);
  const rules = written.map((rule, position) => traceRule(rule, direction, position, attempt));
  const first = rules.findIndex((rule) => rule.allows);
  const isolates = `Aísla ${THING[direction]} de \`${pod.key}\``;
  const without = rules.length === 0 ? ` y no tiene reglas \`${direction}\`: no permite nada.` : ", y ninguna de sus reglas permite esta conexión.";
  const why = isolates + (first >= 0 ? `, y su regla ${first + 1} permite esta conexión.` : without);
  return { ...common, isolates: true, allows: first >= 0, why, rules };
}

/** Without policyTypes a policy isolates ingress, and egress only where it has egress rules. */
function typesOf(spec: Fields): readonly Direction[] {
  const told = list(spec["policyTypes"]).map(text);
  if (told.length > 0) return (["ingress", "egress"] as const).filter((one) => told.includes(TYPE[one]));
  return list(spec["egress"]).length > 0 ? ["ingress", "egress"] : ["ingress"];
}

function untold(spec: Fields, direction: Direction): string {
  const told = list(spec["policyTypes"]).map(text);
  if (told.length === 0) return "sin `policyTypes` ni reglas `egress` solo trata la entrada";
  const ignored = list(spec[direction]).length > 0 ? `; sus reglas \`${direction}\` no cuentan` : "";
  return `\`policyTypes\` solo dice \`${told.join("`, `")}\`: no trata ${THING[direction]}${ignored}`;
}

function summary(egress: Step, ingress: Step): string {
  if (egress.allowed && ingress.allowed) return "Pasa, y las respuestas vuelven sin más reglas.";
  if (!egress.allowed && !ingress.allowed) return "No pasa: ni puede salir de su origen ni podría entrar en su destino.";
  return egress.allowed ? "No pasa: puede salir de su origen, pero no entrar en su destino." : "No pasa: no puede salir de su origen.";
}

const SHARED = "usa la red del nodo: Kubernetes no define qué hacen las NetworkPolicies con un Pod así. Casi todos los complementos lo tratan como a su nodo.";
const POD_ADDRESS = "Aquí un `ipBlock` se compara con la IP de un Pod. Está pensado para direcciones de fuera del clúster: Cilium, por ejemplo, no lo aplica a Pods.";
const SCTP = "No todos los complementos de red tienen SCTP.";

function notes(ends: readonly End[], steps: readonly Step[], { protocol }: Connection): string[] {
  const peers = steps.flatMap(({ policies }) => policies.flatMap(({ rules }) => rules.flatMap((rule) => rule.peers)));
  const shared = ends.filter((end) => end.pod?.hostNetwork).map((end) => `\`${end.name}\` ${SHARED}`);
  return [...shared, ...(peers.some((peer) => peer.podAddress) ? [POD_ADDRESS] : []), ...(protocol === "SCTP" ? [SCTP] : [])];
}

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} y ${words.at(-1)}`);
