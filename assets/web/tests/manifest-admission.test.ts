/** What the API server refuses though the schemas let it pass: each is told on its line, and what it takes is not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isHost, isPortName } from "../src/core/manifest/dns-names.ts";
import { checkManifest } from "../src/core/manifest/index.ts";
import { nanos } from "../src/core/manifest/quantities.ts";
import { newest } from "./manifest-schemas.ts";

/** What is said of a text, without its hints. */
const said = (text: string): readonly string[] =>
  checkManifest(text, newest).map(({ line, rule, message }) => `${line} ${rule}: ${message}`);

const object = (apiVersion: string, kind: string, spec: string): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: web}, spec: {${spec}}}`;
const ingress = (spec: string): string => object("networking.k8s.io/v1", "Ingress", spec);
const host = (name: string): string => ingress(`rules: [{host: ${name}, http: {paths: [${route("/", "Prefix")}]}}]`);
const route = (path: string, pathType: string, port = "number: 80"): string =>
  `{path: "${path}", pathType: ${pathType}, backend: {service: {name: web, port: {${port}}}}}`;
const path = (...parts: Parameters<typeof route>): string => ingress(`rules: [{http: {paths: [${route(...parts)}]}}]`);
const policy = (rule: string): string =>
  object("networking.k8s.io/v1", "NetworkPolicy", `podSelector: {}, ingress: [{${rule}}]`);
const service = (spec: string): string => object("v1", "Service", spec);
const pod = (spec: string): string => object("v1", "Pod", spec);
const box = (fields: string): string => pod(`containers: [{name: web, image: nginx, ${fields}}]`);
const workload = (kind: string, fields: string, spec = ""): string =>
  object(
    "apps/v1",
    kind,
    `${fields}selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${spec}containers: [{name: web, image: nginx}]}}`,
  );
const job = (spec: string): string =>
  object("batch/v1", "Job", `template: {spec: {${spec}containers: [{name: web, image: nginx}]}}`);
const http = (rule: string): string => object("gateway.networking.k8s.io/v1", "HTTPRoute", `rules: [{${rule}}]`);
const gateway = (...listeners: readonly string[]): string =>
  object(
    "gateway.networking.k8s.io/v1",
    "Gateway",
    `gatewayClassName: x, listeners: [${listeners.map((one) => `{${one}}`).join(", ")}]`,
  );

const REFUSED: readonly (readonly [text: string, ...said: string[]])[] = [
  [ingress("ingressClassName: nginx"), "ingress-invalid: el Ingress no tiene ni «rules» ni «defaultBackend»"],
  ...["x.com/app", '"*"', "10.0.0.1", '"x.com:80"', "https://x.com", "X.com", "a.*.com", "*x.com"].map(
    (name) =>
      [host(JSON.stringify(JSON.parse(name.startsWith('"') ? name : `"${name}"`))), `ingress-invalid: «${name.replaceAll('"', "")}» no puede ser un host`] as const,
  ),
  ...["Exact", "Prefix", "ImplementationSpecific"].map(
    (type) => [path("app", type), "ingress-invalid: la ruta «app» no empieza por «/»"] as const,
  ),
  [path("", "Prefix"), "ingress-invalid: la ruta «» no empieza por «/»"],
  [path("/a//b", "Exact"), "ingress-invalid: la ruta «/a//b» no puede llevar «//» con pathType Exact"],
  [path("/a/..", "Prefix"), "ingress-invalid: la ruta «/a/..» no puede llevar «/..» con pathType Prefix"],
  [
    path("/", "Prefix", "").replace('path: "/", ', ""),
    "ingress-invalid: falta «path»: con pathType Prefix es obligatorio",
    "ingress-invalid: falta el puerto del Service",
  ],
  [path("/", "Prefix", "number: 80, name: http"), "ingress-invalid: «port» lleva «name» y «number» a la vez"],
  [path("/", "Prefix", 'name: "80"'), "ingress-invalid: «80» no puede ser el nombre de un puerto"],
  [ingress("defaultBackend: {}"), "ingress-invalid: el backend no dice a quién mandar"],
  [
    policy("from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]"),
    "policy-invalid: «ipBlock» no puede ir en el mismo elemento que «podSelector»",
  ],
  [policy("from: [{}]"), "policy-invalid: este elemento no dice de quién se trata"],
  ...["10.1.0.0/16", "10.0.0.0/16", "0.0.0.0/0", "fd00::/64"].map(
    (part) =>
      [
        policy(`from: [{ipBlock: {cidr: 10.0.0.0/16, except: ["${part}"]}}]`),
        `policy-invalid: «${part}» no está dentro de «10.0.0.0/16»`,
      ] as const,
  ),
  [policy("ports: [{port: 80, endPort: 79}]"), "policy-invalid: «endPort» (79) es menor que «port» (80)"],
  [policy("ports: [{endPort: 79}]"), "policy-invalid: hay «endPort» y falta «port»"],
  [
    policy("ports: [{port: http, endPort: 79}]"),
    "policy-invalid: «endPort» no puede ir con un puerto con nombre («http»)",
  ],
  [service("clusterIP: none, ports: [{port: 80}]"), "service-invalid: «spec.clusterIP» no puede valer «none»"],
  [service("clusterIP: 10.96.0, ports: [{port: 80}]"), "service-invalid: «spec.clusterIP» no puede valer «10.96.0»"],
  [
    service("type: NodePort, clusterIP: None, ports: [{port: 80}]"),
    "service-invalid: un Service NodePort no puede tener «clusterIP: None»",
  ],
  [service("ports: [{port: 80, nodePort: 30080}]"), "service-invalid: un Service ClusterIP no puede tener «nodePort»"],
  [service("selector: {a: b}"), "service-invalid: el Service no tiene ningún puerto"],
  [service("ports: [{port: 80, targetPort: Web}]"), "service-invalid: «targetPort» no puede valer «Web»"],
  [service('ports: [{port: 80, targetPort: "80"}]'), "service-invalid: «targetPort» no puede valer «80»"],
  [
    service("ports: [{name: a, port: 80}, {name: a, port: 80}]"),
    "service-invalid: ya hay otro puerto llamado «a» en el Service",
    "service-invalid: el puerto 80 ya está en el Service, con el mismo protocolo",
  ],
  [
    service('type: ExternalName, externalName: "https://x.com"'),
    "service-invalid: «https://x.com» no puede ser un «externalName»",
  ],
  [service("type: ExternalName"), "service-invalid: un Service ExternalName tiene que decir «externalName»"],
  [workload("Deployment", "replicas: -1, "), "workload-invalid: «replicas» no puede ser -1"],
  [
    workload("Deployment", "", "restartPolicy: Never, "),
    "workload-invalid: los Pods de un Deployment no pueden llevar «restartPolicy: Never»",
  ],
  [job(""), "workload-invalid: falta «restartPolicy» en el Pod de un Job"],
  [pod("containers: [{name: Web_1, image: nginx}]"), "name-invalid: «Web_1» no puede ser el nombre de un contenedor"],
  [pod("containers: [{name: web}]"), "workload-invalid: al contenedor «web» le falta «image»"],
  ...["mi-puerto-de-web1", "80", "a--b", "HTTP"].map(
    (name) =>
      [
        box(`ports: [{name: "${name}", containerPort: 80}]`),
        `workload-invalid: «${name}» no puede ser el nombre de un puerto`,
      ] as const,
  ),
  [
    box("resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 500m, memory: 1Mi}}"),
    "workload-invalid: pide más cpu (1) que su límite (500m)",
    "workload-invalid: pide más memory (1Gi) que su límite (1Mi)",
  ],
  [http("matches: [{path: {value: app}}]"), "gateway-invalid: la ruta «app» no empieza por «/»"],
  [http("matches: [{path: {value: //}}]"), "gateway-invalid: la ruta «//» no puede llevar «//» con type PathPrefix"],
  [http("backendRefs: [{name: web}]"), "gateway-invalid: falta el puerto del Service «web»"],
  [
    http("filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}], backendRefs: [{name: a, port: 80}]"),
    "gateway-invalid: una regla con «RequestRedirect» no puede llevar «backendRefs»",
  ],
  [
    http("filters: [{type: RequestRedirect, requestRedirect: {}}, {type: URLRewrite, urlRewrite: {}}]"),
    "gateway-invalid: «RequestRedirect» y «URLRewrite» no pueden ir en la misma regla",
  ],
  [
    gateway("name: a, protocol: HTTP, port: 80", "name: a, protocol: HTTP, port: 81"),
    "gateway-invalid: ya hay otro listener llamado «a» en el Gateway",
  ],
  [
    gateway("name: a, protocol: HTTP, port: 80", "name: b, protocol: HTTP, port: 80"),
    "gateway-invalid: el listener «b» repite puerto, protocolo y «hostname» de otro",
  ],
];

test("what the API server refuses is told", () => {
  assert.deepEqual(
    REFUSED.map(([text]) => [text, ...said(text)]),
    REFUSED.map(([text, ...expected]) => [text, ...expected.map((one) => `1 ${one}`)]),
  );
});

const TAKEN: readonly string[] = [
  ingress("defaultBackend: {resource: {kind: X, name: x}}"),
  host('"*.x.com"'),
  ingress(`tls: [{hosts: [10.0.0.1, "*.x.com"]}], rules: [{http: {paths: [${route("/", "Exact")}]}}]`),
  ingress("rules: [{host: x.com}]"),
  path("", "ImplementationSpecific"),
  path("/a//b(/|$)(.*)", "ImplementationSpecific"),
  path("/a.b/../c/".replace("/..", ""), "Prefix", "name: http"),
  policy("from: [{podSelector: {}, namespaceSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]"),
  policy("ports: [{port: 80, endPort: 80}, {port: http}, {protocol: UDP}]"),
  service("clusterIP: None, selector: {a: b}"),
  service('clusterIP: "", ports: [{port: 80}]'),
  service("clusterIP: fd00::1, ports: [{port: 80, targetPort: http}]"),
  service('ports: [{name: a, port: 80, targetPort: ""}, {name: b, port: 81, targetPort: 0}]'),
  service("type: NodePort, ports: [{port: 80, nodePort: 30080}]"),
  service("ports: [{name: a, port: 53}, {name: b, port: 53, protocol: UDP}]"),
  service("type: ExternalName, externalName: db.example.com."),
  service("type: ExternalName, externalName: 192.168.50.20"),
  workload("Deployment", "replicas: 0, ", "restartPolicy: Always, "),
  workload("DaemonSet", ""),
  job("restartPolicy: Never, "),
  pod("restartPolicy: Never, volumes: [{name: a, emptyDir: }], containers: [{name: a-1, image: nginx}]"),
  box("env: [{name: A, value: a}, {name: A, value: b}]"),
  box("resources: {requests: {cpu: 0.5, memory: 1Gi}, limits: {cpu: 500m, memory: 1024Mi, ephemeral-storage: 1Gi}}"),
  http("matches: [{path: {type: RegularExpression, value: a.*}}]"),
  http("backendRefs: [{group: example.com, kind: Bucket, name: a}]"),
  http("filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]"),
  gateway("name: a, protocol: HTTP, port: 80, hostname: a.com", "name: b, protocol: HTTP, port: 80, hostname: b.com"),
  "{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: web}}",
];

test("what it takes is not", () => {
  const told = TAKEN.map((text) => [text, ...said(text).filter((one) => !one.includes("api-removed"))]);
  assert.deepEqual(told, TAKEN.map((text) => [text]));
});

test("names and quantities", () => {
  assert.deepEqual(["a", "a.b", "*.a", "*", "a.", "-a", "1.2.3.4", "::1", "a".repeat(254)].filter(isHost), ["a", "a.b", "*.a"]);
  assert.deepEqual(["a", "a-1", "1", "a-", "a--b", "A", "a".repeat(16), ""].filter(isPortName), ["a", "a-1"]);
  const amounts = ["1", "1000m", "1e0", "1.", ".5", "500m", "1Ki", "1.5Gi", "1G", "-1", "1n", "0.1n", "x", "1 m", "1e999"];
  assert.deepEqual(amounts.map(nanos), [
    1_000_000_000n, 1_000_000_000n, 1_000_000_000n, 1_000_000_000n, 500_000_000n, 500_000_000n, 1024_000_000_000n,
    1_610_612_736_000_000_000n, 1_000_000_000_000_000_000n, -1_000_000_000n, 1n, 1n, undefined, undefined, undefined,
  ]);
});
