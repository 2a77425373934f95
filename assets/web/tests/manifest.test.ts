/** What is wrong with a manifest beyond its YAML: each rule finds what it is for and nothing else, and says what to do. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { isNetwork } from "../src/core/manifest/addresses.ts";
import { ratio } from "../src/core/manifest/alike.ts";
import { checkManifest, checkTogether, holds, readManifest, readSchemas } from "../src/core/manifest/index.ts";
import { newest, versions } from "./manifest-schemas.ts";

/** What is said of a text, a line each: place, rule, words. */
const said = (text: string, given: readonly string[] = []): readonly string[] =>
  checkManifest(text, newest, { given }).map(
    (one) =>
      `${one.line}:${one.column} ${one.severity === "warning" ? "aviso " : ""}${one.rule}: ${one.message} (${one.hint})`,
  );

const POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec:\n";
const BOX = "  containers: [{name: web, image: nginx:1.29, ports: [{name: http, containerPort: 80}]}]\n";
const SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n";
const INGRESS = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n";
const ROUTE = "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec:\n";
const DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n";
const backend = "backend: {service: {name: web, port: {number: 80}}}";

const CASES: { readonly [name: string]: readonly [text: string, ...said: string[]] } = {
  "nothing is wrong": [`${POD}${BOX}---\n${SERVICE}  selector: {app: web}\n  ports: [{port: 80, targetPort: http}]\n`],
  "a missing field with the value one writes": [
    `${INGRESS}  rules:\n  - http:\n      paths:\n      - path: /\n        ${backend}\n`,
    "8:9 schema: falta «pathType» en spec.rules[0].http.paths[0] (es obligatorio: escribe «pathType: Prefix»)",
  ],
  "a missing field": [
    `${POD}  containers: [{image: nginx:1.29}]\n`,
    "5:16 schema: falta «name» en spec.containers[0] (añádelo: es obligatorio)",
  ],
  "a missing field whose value stands beside it": [
    `${ROUTE}  rules: [{filters: [{type: URLRewrite, urlRewrite: {path: {replacePrefixMatch: /}}}]}]\n`,
    "5:54 schema: falta «type» en spec.rules[0].filters[0].urlRewrite.path (es obligatorio: escribe «type: ReplacePrefixMatch» (o ReplaceFullPath))",
  ],
  "a second object without its line of dashes": [
    `${SERVICE}  ports: [{port: 80}]\n${POD}${BOX}`,
    "6:1 yaml-duplicate-key: la clave «apiVersion» está repetida (la primera está en la línea 1) (si aquí empieza otro objeto, pon delante una línea «---»)",
  ],
  "no object": [
    "hola\n",
    "1:1 aviso object-absent: aquí no hay ningún objeto (un manifiesto lleva «apiVersion» y «kind»)",
  ],
  "a field misspelled": [
    `${SERVICE}  port: [{port: 80}]\n`,
    "5:3 schema: no existe ningún campo «port» en spec (¿querías decir «ports»?)",
  ],
  "a field in other letters": [
    `${POD}  Containers: []\n  containers: [{name: a}]\n`,
    "5:3 schema: no existe ningún campo «Containers» en spec (¿querías decir «containers»?)",
  ],
  "a field a level too far in": [
    `${DEPLOYMENT}  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      replicas: 2\n      containers: [{name: web}]\n`,
    "9:7 schema: no existe ningún campo «replicas» en spec.template.spec (va en spec: revisa la sangría)",
  ],
  "a field a level too far out": [
    "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\ncontainers: [{name: web}]\nspec: {containers: [{name: web}]}\n",
    "4:1 schema: no existe ningún campo «containers» en el objeto (va dentro de «spec»: revisa la sangría)",
  ],
  "a dash without its space": [
    `${SERVICE}  ports:\n    -port: 80\n`,
    '5:3 schema: «spec.ports» no puede ser «{"-port":80}» (falta un espacio después del guion: «- port»)',
  ],
  "a number in quotes": [
    `${SERVICE}  ports: [{port: "80"}]\n`,
    '5:18 schema: «spec.ports[0].port» no puede ser «"80"» (quita las comillas: «port: 80»)',
  ],
  "a number that has to be text": [
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  port: 80\n  on: yes\n",
    '5:9 schema: «data.port» no puede ser «80» (debe ser texto, entre comillas: «port: "80"»)',
    '6:7 schema: «data.on» no puede ser «yes», que YAML lee como «true» (debe ser texto, entre comillas: «on: "yes"»)',
  ],
  "a number is told as it is written": [
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  version: 1.0\n",
    '5:12 schema: «data.version» no puede ser «1.0», que YAML lee como «1» (debe ser texto, entre comillas: «version: "1.0"»)',
  ],
  "labels of a Service, as in a Deployment": [
    `${SERVICE}  selector:\n    matchLabels: {app: web}\n  ports: [{port: 80}]\n`,
    '6:5 schema: «spec.selector.matchLabels» no puede ser «{"app":"web"}» (aquí las etiquetas van directamente en «selector», sin «matchLabels»)',
  ],
  "a path type of Ingress in a route": [
    `${ROUTE}  rules: [{matches: [{path: {type: Prefix, value: /}}]}]\n`,
    "5:36 schema: «spec.rules[0].matches[0].path.type» no puede valer «Prefix» (escribe PathPrefix; puede valer Exact, PathPrefix, RegularExpression)",
  ],
  "the API in other letters": [
    "apiversion: v1\nkind: Service\nspec: {}\n",
    "1:1 api-incomplete: al objeto le falta «apiVersion» (escribe «apiVersion», no «apiversion»)",
  ],
  "a Gateway of another namespace": [
    `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: web, namespace: infra}\nspec: {gatewayClassName: web, listeners: [{name: http, protocol: HTTP, port: 80}]}\n---\n${ROUTE}  parentRefs: [{name: web}]\n`,
    "10:23 namespace-mismatch: el Gateway «web» está en el namespace «infra», y la HTTPRoute «web» lo busca en «default» (añade «namespace: infra» junto a ese «name», o ponlos en el mismo)",
  ],
  "a list where a mapping goes": [
    `${SERVICE}  selector: [app]\n`,
    '5:3 schema: «spec.selector» no puede ser «["app"]» (debe ser un mapa de claves y valores: quita los guiones)',
  ],
  "a value that is none of those": [
    `${SERVICE}  type: NodeProt\n`,
    "5:9 object-value: «spec.type» no puede valer «NodeProt» (escribe NodePort; puede valer ClusterIP, NodePort, LoadBalancer, ExternalName)",
  ],
  "a value in other letters": [
    `${INGRESS}  rules: [{http: {paths: [{path: /, pathType: prefix, ${backend}}]}}]\n`,
    "5:47 object-value: «spec.rules[0].http.paths[0].pathType» no puede valer «prefix» (escribe Prefix; puede valer Prefix, Exact, ImplementationSpecific)",
  ],
  "a value of the Gateway API": [
    "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: web}\nspec: {gatewayClassName: x, listeners: [{name: a, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: all}}}]}\n",
    "4:112 schema: «spec.listeners[0].allowedRoutes.namespaces.from» no puede valer «all» (escribe All; puede valer All, Selector, Same)",
  ],
  "a pattern in words": [
    `${ROUTE}  hostnames: [Web]\n`,
    "5:15 schema: «spec.hostnames[0]» no puede ser «Web» (minúsculas, cifras, guiones y puntos)",
  ],
  "a removed API and what its successor says": [
    "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: web}\nspec: {rulez: []}\n",
    "1:13 api-removed: ninguna versión admitida de Kubernetes sirve Ingress en «extensions/v1beta1»: se retiró en la 1.22 (usa apiVersion: networking.k8s.io/v1)",
    "4:8 schema: no existe ningún campo «rulez» en spec (¿querías decir «rules»?)",
  ],
  "a removed API in what is no YAML": [
    "apiVersion: batch/v1beta1\nkind: CronJob\nspec: [\n",
    "1:13 api-removed: ninguna versión admitida de Kubernetes sirve CronJob en «batch/v1beta1»: se retiró en la 1.25 (usa apiVersion: batch/v1)",
    "3:7 yaml-syntax: esto no es YAML válido: falta cerrar un corchete (ciérralo con «]»)",
  ],
  "another group": [
    "apiVersion: v1\nkind: Deployment\nmetadata: {name: web}\n",
    "1:13 api-removed: ninguna versión admitida de Kubernetes sirve Deployment en «v1» (Deployment está en apiVersion: apps/v1)",
  ],
  "a kind misspelled": [
    "apiVersion: apps/v1\nkind: Deploiment\nmetadata: {name: web}\n",
    "2:7 api-removed: ninguna versión admitida de Kubernetes sirve Deploiment en «apps/v1» (¿querías decir «Deployment»?)",
  ],
  "somebody's own kind": [
    "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: web}\n",
    "1:13 aviso api-removed: ninguna versión admitida de Kubernetes sirve Certificate en «cert-manager.io/v1» (si es un recurso propio (CRD), aquí no se puede revisar)",
  ],
  "what programs read from files": ["apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n"],
  "no kind": [
    "apiVersion: v1\nspec: {}\n",
    "1:1 api-incomplete: al objeto le falta «kind» (sin ello, kubectl no lo acepta)",
  ],
  neither: [
    "metadata: {name: web}\n",
    "1:1 api-incomplete: al objeto le falta «apiVersion» y «kind» (sin ello, kubectl no lo acepta)",
  ],
  "a kind that is served and whose schema is not at hand": [
    "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: web}\nx: 1\n",
  ],
  "a Service of another name, and a port": [
    `${INGRESS}  defaultBackend: {service: {name: wep, port: {number: 80}}}\n  rules:\n  - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: htp}}}}]}\n---\n${SERVICE}  ports: [{name: http, port: 80}]\n`,
    "5:36 ref-unmatched: el Ingress «web» nombra el Service «wep», que no está aquí (¿querías decir «web»?)",
    "7:79 ref-unmatched: el Service «web» no tiene el puerto htp (tiene 80, http)",
  ],
  "another namespace": [
    `${INGRESS.replace("web}", "web, namespace: tienda}")}  defaultBackend: {service: {name: web, port: {number: 80}}}\n---\n${SERVICE}  ports: [{port: 80}]\n`,
    "5:36 namespace-mismatch: el Service «web» está en el namespace «default», y el Ingress «web» lo busca en «tienda» (ponlos en el mismo, o corrige el namespace de uno)",
  ],
  "a ConfigMap almost named": [
    `${POD}${BOX}  volumes: [{name: a, configMap: {name: ajuste}}, {name: b, secret: {secretName: otro}}]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ajustes}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: clave}\n`,
    "6:41 ref-unmatched: el Pod «web» nombra el ConfigMap «ajuste», que no está aquí (¿querías decir «ajustes»?)",
  ],
  "a role almost named": [
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: leer}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: "lector:pod"}\nsubjects: [{kind: ServiceAccount, name: default, namespace: default}]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: "lector:pods"}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get]}]\n',
    "4:66 ref-unmatched: el RoleBinding «leer» nombra el Role «lector:pod», que no está aquí (¿querías decir «lector:pods»?)",
  ],
  "a listener": [
    `${ROUTE}  parentRefs: [{name: web, sectionName: htps}]\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: web}\nspec: {gatewayClassName: x, listeners: [{name: https, protocol: HTTP, port: 80}]}\n`,
    "5:41 section-unknown: ningún listener del Gateway «web» se llama «htps» (¿querías decir «https»?)",
  ],
  "a Gateway that keeps to its namespace, and one of other hosts": [
    `${ROUTE}  hostnames: [pay.example.org]\n  parentRefs: [{name: web, namespace: infra}, {name: own}, {name: any}]\n${["web, namespace: infra", "own", "any"].map((name) => `---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: ${name}}\nspec: {gatewayClassName: x, listeners: [{name: a, protocol: HTTP, port: 80, hostname: "*.example.${name === "any" ? "org" : "com"}"}]}\n`).join("")}`,
    "6:23 route-refused: el Gateway «web» solo admite rutas de su namespace («infra»), y la HTTPRoute «web» está en «default» (pon allowedRoutes.namespaces.from: All en su listener)",
    "6:54 route-refused: ningún listener del Gateway «own» atiende los nombres de la HTTPRoute «web» (atienden *.example.com)",
  ],
  "a grant": [
    `${ROUTE}  rules: [{backendRefs: [{name: web, namespace: a, port: 80}]}]\n---\n${SERVICE.replace("web}", "web, namespace: a}")}  ports: [{port: 80}]\n`,
    "5:33 grant-missing: ningún ReferenceGrant de «a» deja que la HTTPRoute «web» use su Service «web» (crea uno en «a» con from: HTTPRoute de «default»)",
  ],
  "a grant that is there": [
    `${ROUTE}  rules: [{backendRefs: [{name: web, namespace: a, port: 80}]}]\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\nmetadata: {name: x, namespace: a}\nspec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}], to: [{group: "", kind: Service}]}\n`,
  ],
  "selectors and named ports": [
    `${POD}${BOX}---\n${SERVICE}  selector: {app: wep}\n  ports: [{port: 80}]\n---\n${SERVICE.replace("web}", "otro}")}  selector: {app: web}\n  ports: [{port: 80, targetPort: htp}]\n`,
    "11:3 selector-unmatched: el selector del Service «web» no escoge ningún Pod de los que hay aquí (hay app: web)",
    "19:34 target-port-unknown: ningún contenedor tiene un puerto llamado «htp» (¿querías decir «http»?)",
  ],
  "a workload that would not find its own pods": [
    `${DEPLOYMENT}  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: wep}}, spec: {containers: [{name: web, image: nginx}]}}\n`,
    "5:14 selector-unmatched: el selector del Deployment «web» no escoge ningún Pod de los que hay aquí (hay app: wep)",
  ],
  "values that cannot be": [
    `${POD}${BOX}  hostname:\n---\n${SERVICE}  ports: [{port: 70000, nodePort: 80}]\n  loadBalancerSourceRanges: [10.0.0.1/8]\n`,
    '6:3 field-empty: «hostname» está vacío (da más sangría a lo que sigue, o escribe {}, [] o "")',
    "12:18 object-port: port: 70000 está fuera de lo que se admite (va de 1 a 65535)",
    "12:35 object-port: nodePort: 80 está fuera de lo que se admite (va de 30000 a 32767)",
    "13:30 object-cidr: «10.0.0.1/8» no es un CIDR válido (revisa la dirección, el prefijo y que no sobren bits de host)",
  ],
  "what the API server refuses": [
    `${POD.replace("app: web", "app: mi web")}  containers:\n  - {name: a, volumeMounts: [{name: dato, mountPath: /a}], resources: {limits: {cpu: 1 core}}}\n  - {name: a}\n  volumes: [{name: datos, emptyDir: {}}]\n---\n${SERVICE.replace("web}", "Mi_Web}")}  ports: [{port: 80}, {port: 81, name: b}]\n`,
    "3:37 name-invalid: «mi web» no puede ser el valor de una etiqueta (letras, cifras, guiones, puntos y guiones bajos, sin espacios, hasta 63)",
    "6:86 object-quantity: «1 core» no es una cantidad válida (por ejemplo, 500m o 2)",
    "6:37 volume-unknown: no hay ningún volumen «dato» en el Pod (¿querías decir «datos»?)",
    "7:12 container-duplicate: ya hay otro contenedor llamado «a» en el Pod (dale otro nombre)",
    "12:18 name-invalid: «Mi_Web» no puede ser el nombre de un Service (usa minúsculas, cifras y guiones: mi-web)",
    "14:11 port-unnamed: un Service de varios puertos da un nombre a cada uno (añade «name»)",
  ],
  "the same object twice": [
    `${SERVICE}  ports: [{port: 80}]\n---\n${SERVICE}  ports: [{port: 81}]\n`,
    "9:18 object-duplicate: el Service «web» ya está en la línea 1: al aplicarlos, el segundo sustituye al primero (deja uno solo, o cambia el nombre)",
  ],
};

for (const [name, [text, ...expected]] of Object.entries(CASES)) {
  test(name, () => {
    assert.deepEqual(said(text), expected);
  });
}

test("what is given counts for names, and is not found fault with itself", () => {
  const policy = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: x}\nspec: {podSelector: {matchLabels: {app: wep}}}\n`;
  const given = `${POD}${BOX}  x: 1\n`;
  assert.deepEqual(said(policy), []);
  assert.deepEqual(said(policy, [given]), [
    "4:22 aviso selector-unmatched: el selector de la NetworkPolicy «x» no escoge ningún Pod de los que hay aquí (hay app: web)",
  ]);
});

test("a port that the schema refuses is told once", () => {
  assert.deepEqual(said(`${ROUTE}  rules: [{backendRefs: [{name: a, port: 70000}]}]\n`), [
    "5:42 schema: «spec.rules[0].backendRefs[0].port» no puede ser «70000» (como máximo 65535)",
  ]);
});

test("a fault of some versions says of which", () => {
  const text =
    "apiVersion: networking.k8s.io/v1beta1\nkind: ServiceCIDR\nmetadata: {name: x}\nspec: {cidrs: [10.0.0.0/8]}\n";
  const [one, ...more] = checkManifest(text, versions);
  assert.deepEqual(more, []);
  assert.match(one?.message ?? "", /^«apiVersion» no puede ser «networking.k8s.io\/v1beta1» \(en Kubernetes 1\.\d+/);
});

test("unrelated examples may stand on one page, and a page shows what its routes hang from", () => {
  const parts = [`${SERVICE}  selector: {tier: database}\n`, `${POD}${BOX}`, `${ROUTE}  parentRefs: [{name: web}]\n`];
  const examples = parts.map((text) => ({ manifest: readManifest(text), example: true }));
  assert.deepEqual(checkTogether(examples), []);
  const found = checkTogether(examples, true).map((one) => [one.text, one.finding.rule]);
  assert.deepEqual(found, [[2, "parent-absent"]]);
});

test("checks of tasks", () => {
  const { objects } = readManifest(
    `${SERVICE}  type: NodePort\n  ports: [{port: 80}]\n  selector: {}\n  note: |\n    a  b\n`,
  );
  const at = (...path: string[]) => ({ kind: "Service", name: "web", path });
  assert.ok(holds(at(), objects));
  assert.ok(holds({ ...at("spec", "ports", "0", "port"), equals: "80" }, objects));
  assert.ok(holds({ ...at("spec", "selector"), equals: "{}" }, objects));
  assert.ok(holds({ ...at("spec", "note"), contains: ["ab"] }, objects));
  assert.ok(holds({ ...at("spec", "ports", "1"), absent: true }, objects));
  assert.ok(holds({ kind: "Pod", name: "web", absent: true }, objects));
  assert.ok(!holds({ ...at("spec", "type"), equals: "ClusterIP" }, objects));
  assert.ok(!holds({ ...at("spec", "type"), absent: true }, objects));
  assert.ok(!holds({ ...at(), namespace: "other" }, objects));
});

test("blocks of addresses", () => {
  const good = [
    "10.0.0.0/8",
    "0.0.0.0/0",
    "10.1.2.3/32",
    "fd00::/8",
    "::/0",
    "2001:db8::1/128",
    "::ffff:10.0.0.0/104",
    "1:2:3:4:5:6:7:8/128",
  ];
  const bad = [
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0.0.1/8",
    "10.0.0/8",
    "010.0.0.0/8",
    "256.0.0.0/8",
    "fd00::/129",
    "fd00:::/8",
    "fd00::1/64",
    "1:2:3:4:5:6:7/16",
    "x/8",
    "",
    "/",
    "10.0.0.0/8/8",
    "1::2::3/128",
    "12345::/16",
  ];
  assert.deepEqual([...good, ...bad].filter(isNetwork), good);
});

test("how alike two texts are", () => {
  assert.deepEqual(
    [ratio("example", "example-class"), ratio("abc", "abc"), ratio("", ""), ratio("a", "b")],
    [0.7, 1, 1, 0],
  );
});

test("what is no schemas is refused", () => {
  for (const data of [null, 1, {}, { minor: "1.37" }, { minor: 1, kinds: {}, $defs: {} }])
    assert.throws(() => readSchemas(data), TypeError);
});
