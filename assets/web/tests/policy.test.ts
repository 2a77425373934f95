/** NetworkPolicies are explained: which direction, which policy, which rule and item, and why the others are not it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAllDocuments } from "yaml";
import { type Connection, clusterOf, explainConnection, isEnd, NODE, type Verdict } from "../src/core/routes/policy.ts";
import type { KubernetesObject } from "../src/core/routes/types.ts";

const PODS = `
kind: Namespace
metadata: {name: ops, labels: {team: ops}}
---
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
spec: {containers: [{ports: [{name: http, containerPort: 80}]}]}
---
kind: Pod
metadata: {name: api, namespace: shop, labels: {app: api}}
---
kind: Deployment
metadata: {name: monitor, namespace: ops}
spec: {template: {metadata: {labels: {app: monitor}}}}
---
kind: Pod
metadata: {name: agent, namespace: shop}
spec: {hostNetwork: true}
`;

const policy = (spec: string, name = "rule"): string => `---\nkind: NetworkPolicy\nmetadata: {name: ${name}, namespace: shop}\nspec: ${spec}\n`;
const cluster = (...policies: string[]) => clusterOf(parseAllDocuments(PODS + policies.join("")).map((one) => one.toJS() as KubernetesObject));
const tcp = (from: string, to: string, port = 80): Connection => ({ from, to, port, protocol: "TCP" });
const explain = (from: string, to: string, ...policies: string[]): Verdict => explainConnection(cluster(...policies), tcp(from, to));

test("nothing isolates: everything passes", () => {
  const found = explain("shop/api", "shop/web");
  assert.deepEqual([found.allowed, found.why], [true, "Pasa, y las respuestas vuelven sin más reglas."]);
  assert.equal(found.egress.why, "Ninguna NetworkPolicy aísla la salida de `shop/api`: puede salir todo.");
  assert.equal(found.ingress.why, "Ninguna NetworkPolicy aísla la entrada de `shop/web`: puede entrar todo.");
});

test("a policy without rules closes, and says so", () => {
  const found = explain("shop/api", "shop/web", policy("{podSelector: {}, policyTypes: [Ingress]}"));
  assert.deepEqual([found.allowed, found.why], [false, "No pasa: puede salir de su origen, pero no entrar en su destino."]);
  assert.deepEqual(
    found.ingress.policies.map(({ isolates, allows, why }) => [isolates, allows, why]),
    [[true, false, "Aísla la entrada de `shop/web` y no tiene reglas `ingress`: no permite nada."]],
  );
  assert.equal(found.egress.policies[0]?.why, "Elige a `shop/api`, pero `policyTypes` solo dice `Ingress`: no trata la salida.");
});

test("the rule that allows is told with its place, and each item with its reason", () => {
  const rules = "{podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: db}}}]}, {from: [{namespaceSelector: {matchLabels: {team: ops}}}, {podSelector: {matchLabels: {app: api}}}], ports: [{port: 443}, {port: http}]}]}";
  const { ingress, allowed } = explain("shop/api", "shop/web", policy(rules));
  assert.equal(allowed, true);
  assert.equal(ingress.why, "`shop/rule` lo permite.");
  const [trace] = ingress.policies;
  assert.equal(trace?.why, "Aísla la entrada de `shop/web`, y su regla 2 permite esta conexión.");
  assert.deepEqual(trace?.rules.map(({ allows, why }) => [allows, why]), [
    [false, "ningún elemento de `from` encaja, pero sin `ports` vale cualquier puerto"],
    [true, "un elemento de `from` encaja y el puerto encaja"],
  ]);
  assert.deepEqual([...(trace?.rules[1]?.peers ?? []), ...(trace?.rules[1]?.ports ?? [])], [
    { place: ["spec", "ingress", 1, "from", 0], fits: false, why: "el namespace `shop` no encaja: le falta la etiqueta `team=ops`" },
    { place: ["spec", "ingress", 1, "from", 1], fits: true, why: "`shop/api` encaja: es de este namespace; Pod, `app=api`" },
    { place: ["spec", "ingress", 1, "ports", 0], fits: false, why: "pide el puerto 443, y la conexión va al 80" },
    { place: ["spec", "ingress", 1, "ports", 1], fits: true, why: "`http` es el 80 de `shop/web`" },
  ]);
});

test("rules of a direction that policyTypes leaves out are said not to count", () => {
  const { egress } = explain("shop/api", "shop/web", policy("{podSelector: {}, policyTypes: [Ingress], egress: [{}]}"));
  assert.equal(egress.policies[0]?.why, "Elige a `shop/api`, pero `policyTypes` solo dice `Ingress`: no trata la salida; sus reglas `egress` no cuentan.");
});

test("outside of the cluster no policy decides; an address is held against blocks", () => {
  const block = policy("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.128/25]}}]}]}");
  assert.equal(explain("203.0.113.7", "shop/web", block).allowed, true);
  const { egress, ingress, allowed } = explain("203.0.113.200", "shop/web", block);
  assert.equal(allowed, false);
  assert.equal(egress.why, "`203.0.113.200` está fuera del clúster: ninguna NetworkPolicy decide ahí.");
  assert.equal(ingress.policies[0]?.rules[0]?.peers[0]?.why, "`203.0.113.200` está en la excepción `203.0.113.128/25`");
  assert.equal(explain("2001:db8::1", "shop/web", policy('{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: "2001:db8::/32"}}]}]}')).allowed, true);
});

test("what nobody can forbid", () => {
  const closed = policy("{podSelector: {}, policyTypes: [Ingress, Egress]}");
  for (const [from, to] of [["shop/web", "shop/web"], [NODE, "shop/web"], ["shop/web", NODE], ["shop/agent", "ops/monitor"]] as const) {
    assert.equal(explain(from, to, closed).allowed, true, `${from} → ${to}`);
  }
});

test("where it depends on who enforces the policies, it is told", () => {
  const block = policy("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.244.0.0/16}}]}]}");
  assert.match(explain("ops/monitor", "shop/web", block).notes.join(), /Cilium/);
  assert.match(explain("shop/agent", "ops/monitor").notes.join(), /red del nodo/);
  assert.match(explainConnection(cluster(), { ...tcp("shop/api", "shop/web"), protocol: "SCTP" }).notes.join(), /SCTP/);
  assert.deepEqual(explain("shop/api", "shop/web").notes, []);
});

test("SCTP is a protocol of its own", () => {
  const open = cluster(policy("{podSelector: {}, ingress: [{ports: [{port: 80, protocol: SCTP}]}]}"));
  const passes = (protocol: Connection["protocol"]): boolean => explainConnection(open, { ...tcp("shop/api", "shop/web"), protocol }).allowed;
  assert.deepEqual([passes("SCTP"), passes("TCP"), passes("UDP")], [true, false, false]);
});

test("ends that are none, and objects that are broken", () => {
  assert.throws(() => explain("shop/nobody", "shop/web"), /shop\/nobody no es un Pod/);
  assert.equal(isEnd(cluster(), "10.0.0.300"), false);
  for (const spec of ["[]", "3", "{podSelector: x, ingress: y}", "{ingress: [{from: [1], ports: [2]}]}", "{ingress: [{from: [{}]}]}", "{ingress: [{from: [{podSelector: {matchExpressions: [{}]}}]}]}"]) {
    assert.equal(typeof explain("shop/api", "shop/web", policy(spec)).allowed, "boolean", spec);
  }
});
