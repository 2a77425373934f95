/** The route explorer tells who takes a request and why the others do not, as the manual of each controller would. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { controllersOf, type Explanation, explainRequest, type KubernetesObject, type RouteRequest } from "../src/core/routes/index.ts";

type Fields = Record<string, unknown>;

const ANNOTATION = "nginx.ingress.kubernetes.io/";
const SHOP = "shop.example.com";

const object = (kind: string, name: string, spec: Fields, metadata: Fields = {}): KubernetesObject => ({ kind, metadata: { name, ...metadata }, spec });

/** An Ingress of `Prefix /app web`; annotations without what they begin with. */
function ingress(name: string, host: string, paths: readonly string[], annotations: Fields = {}, more: Fields = {}): KubernetesObject {
  const written = paths.map((line) => {
    const [pathType = "", path = "", service = ""] = line.split(" ");
    return { path, pathType, backend: { service: { name: service, port: { number: 80 } } } };
  });
  const prefixed = Object.fromEntries(Object.entries(annotations).map(([key, value]) => [ANNOTATION + key, value]));
  const rules = written.length > 0 ? { rules: [{ ...(host ? { host } : {}), http: { paths: written } }] } : {};
  return object("Ingress", name, { ...rules, ...more }, { annotations: prefixed });
}

const gateway = (...listeners: readonly Fields[]): KubernetesObject =>
  object("Gateway", "web", { gatewayClassName: "c", listeners: listeners.map((one, index) => ({ name: `l${index}`, protocol: "HTTP", port: 80, ...one })) });

const route = (name: string, rules: readonly Fields[], spec: Fields = {}, metadata: Fields = {}): KubernetesObject =>
  object("HTTPRoute", name, { parentRefs: [{ name: "web" }], rules, ...spec }, metadata);

/** A rule to a Service, by a prefix or by a whole match. */
const to = (service: string, match: string | Fields, more: Fields = {}): Fields => ({
  matches: [typeof match === "string" ? { path: { value: match } } : match],
  backendRefs: [{ name: service, port: 80 }],
  ...more,
});

const service = (name: string, port = 80): KubernetesObject => object("Service", name, { selector: { app: name }, ports: [{ port }] });

/** A request like `POST host/path`; without host to shop.example.com. */
function asked(line: string, more: Partial<RouteRequest> = {}): RouteRequest {
  const [url = "", method = "GET"] = line.split(" ").reverse();
  const slash = url.indexOf("/");
  return { host: url.slice(0, slash) || SHOP, method, path: url.slice(slash), headers: [], ...more };
}

const explain = (objects: readonly KubernetesObject[], line: string, more: Partial<RouteRequest> = {}): Explanation =>
  explainRequest(objects, asked(line, more));

/** The answer in a word: `default/web:80 /path`, `301 location` or the kind of outcome. */
function answer({ outcome }: Explanation): string {
  if (outcome.kind === "backend") return `${outcome.backend} ${outcome.path}`;
  return outcome.kind === "status" ? [outcome.code, outcome.location].filter(Boolean).join(" ") : outcome.kind;
}

const lost = ({ others }: Explanation): (readonly [string, boolean, string])[] =>
  others.map(({ rule, matched, why }) => [`${rule.object.name} ${rule.match}`, matched, why]);

test("an Ingress, whole: the winner, those that lose, and what the backend receives", () => {
  const objects = [service("web"), ingress("tienda", SHOP, ["Prefix /app web", "Exact /app/pay pay", "Prefix / web"])];
  const rule = { object: { index: 1, kind: "Ingress", namespace: "default", name: "tienda" }, host: SHOP };
  assert.deepEqual(explain(objects, "/app/x?q=1", { headers: [["X-Version", "2"], ["x_id", "7"]] }), {
    controller: "ingress",
    outcome: { kind: "backend", backend: "default/web:80", path: "/app/x?q=1", host: SHOP, headers: [["x-version", "2"]], shares: [], mirrors: [] },
    winner: { ...rule, place: ["spec", "rules", 0, "http", "paths", 0], match: "Prefix /app", target: "web:80" },
    why: "Gana `Prefix /app` (Ingress `tienda`): de las rutas que encajan es la más larga. El backend recibe la ruta tal como llegó.",
    others: [
      {
        rule: { ...rule, place: ["spec", "rules", 0, "http", "paths", 2], match: "Prefix /", target: "web:80" },
        matched: true,
        why: "Pierde ante `/app`, que es más larga.",
      },
      {
        rule: { ...rule, place: ["spec", "rules", 0, "http", "paths", 1], match: "Exact /app/pay", target: "pay:80" },
        matched: false,
        why: "`Exact` pide justo `/app/pay`, y nada detrás.",
      },
    ],
    differences: [],
    warnings: ["nginx descarta sin avisar las cabeceras con guion bajo u otros signos: `x_id`."],
  });
});

test("why a path of an Ingress does not match, or matches and loses", () => {
  const objects = [ingress("i", SHOP, ["Prefix /app a", "Prefix /app/admin b", "Exact /app/admin c", "Exact /Cart d", "Prefix /pay/ e"])];
  const why = (line: string): (readonly [string, boolean, string])[] => lost(explain(objects, line));
  assert.deepEqual(why("/app/admin"), [
    ["i Prefix /app", true, "Pierde ante una ruta exacta, que gana a cualquier prefijo."],
    ["i Prefix /app/admin", true, "Pierde ante una ruta exacta, que gana a cualquier prefijo."],
    ["i Exact /Cart", false, "`Exact` pide justo `/Cart`, y nada detrás."],
    ["i Prefix /pay/", false, "`/app/admin` no es `/pay` ni cuelga de ahí."],
  ]);
  assert.deepEqual(why("/application")[0], [
    "i Prefix /app",
    false,
    "`/application` empieza por las mismas letras, pero `Prefix` compara elementos enteros: vale `/app` y lo que cuelga de `/app/`.",
  ]);
  assert.deepEqual(why("/app/admin/")[1], ["i Exact /app/admin", false, "`Exact` no perdona la barra final: solo vale `/app/admin`."]);
  assert.deepEqual(why("/cart")[3], ["i Exact /Cart", false, "Distingue mayúsculas: solo vale `/Cart`."]);
});

test("which host of several Ingress objects counts", () => {
  const objects = [ingress("uno", SHOP, ["Prefix /a a"]), ingress("comodin", "*.example.com", ["Prefix / b"]), ingress("todos", "", ["Prefix / c"])];
  assert.deepEqual(
    ["/a", "/b", "x.example.com/b", "x.y.example.com/b", "other.test/b", "SHOP.example.com./a"].map((line) => answer(explain(objects, line))),
    ["default/a:80 /a", "404", "default/b:80 /b", "default/c:80 /b", "default/c:80 /b", "default/a:80 /a"],
  );
  const { why, differences, others } = explain(objects, "/b");
  assert.equal(why, "El host `shop.example.com` tiene reglas, pero ninguna de sus rutas encaja con `/b`: el controlador responde 404.");
  assert.deepEqual(
    others.map((one) => one.why),
    [
      "`/b` no es `/a` ni cuelga de ahí.",
      "`*.example.com` también vale para `shop.example.com`, pero ese host tiene reglas propias, y solo se miran esas.",
      "No dice `host`, y `shop.example.com` tiene reglas propias: ingress-nginx solo mira esas.",
    ],
  );
  const forAll = "Una regla sin `host` vale para todos los hosts, también para los que tienen reglas propias: lo recibiría `Prefix /` (Ingress `todos`).";
  assert.deepEqual(differences, [{ by: "La API de Ingress", what: forAll }]);
  assert.equal(
    explain(objects, "x.y.example.com/b").others[1]?.why,
    "El asterisco de `*.example.com` vale por una sola etiqueta, y `x.y.example.com` tiene más de una ahí.",
  );
});

test("a rewrite loses the rest of the path, and makes every path of the host an expression", () => {
  const objects = [ingress("tienda", SHOP, ["Prefix /app web"], { "rewrite-target": "/" }), ingress("pagos", SHOP, ["Exact /pay pay"])];
  const found = explain(objects, "/application?q=1");
  assert.equal(answer(found), "default/web:80 /?q=1");
  assert.deepEqual(found.differences, [
    {
      by: "La API de Ingress",
      what: "Según los tipos de ruta de la API, ninguna regla encaja con `/application`: la respuesta sería la de `defaultBackend` o un 404.",
    },
    {
      by: "Otros controladores",
      what: "`rewrite-target` es una anotación de ingress-nginx; quien no la lee envía al backend `/application?q=1`.",
    },
  ]);
  assert.deepEqual(found.warnings, [
    "Por `rewrite-target` o `use-regex` (Ingress `tienda`), todas las rutas de `shop.example.com` son expresiones regulares: no distinguen mayúsculas y no terminan donde termina lo escrito.",
    "`rewrite-target: /` no tiene grupos: lo que sigue en la ruta se pierde. Para conservarlo: ruta `/app(/|$)(.*)`, `pathType: ImplementationSpecific` y `rewrite-target: /$2`.",
  ]);
  assert.equal(answer(explain(objects, "/PAY/x")), "default/pay:80 /PAY/x");
});

test("groups of an expression", () => {
  const regex = (target: string, path = "/app(/|$)(.*)"): KubernetesObject =>
    ingress("i", SHOP, [`ImplementationSpecific ${path} web`], { "rewrite-target": target, "use-regex": "true" });
  assert.deepEqual(
    ["/app/login?x=1", "/app", "/application", "/APP/a%20b"].map((line) => answer(explain([regex("/$2")], line))),
    ["default/web:80 /login?x=1", "default/web:80 /", "404", "default/web:80 /a%20b"],
  );
  assert.deepEqual(explain([regex("/$3")], "/app/x").warnings.slice(1), [
    "La ruta `/app(/|$)(.*)` no tiene el grupo `$3` de `rewrite-target`: en su sitio no queda nada.",
  ]);
  assert.equal(answer(explain([regex("$1", "/app(.*)")], "/app")), "500");
  assert.equal(answer(explain([regex("/$2", "/app(?i:/)(.*)")], "/app/x")), "unknown");
  assert.deepEqual(explain([regex("/", "/app(")], "/app").outcome, { kind: "refused", messages: ["nginx no acepta la expresión regular `/app(`"] });
});

test("what else ingress-nginx answers", () => {
  const secure = { tls: [{ secretName: "s" }] };
  const fallback = { defaultBackend: { service: { name: "fb", port: { number: 80 } } } };
  const web = ["Prefix / web"];
  const table: readonly (readonly [KubernetesObject[], string, string])[] = [
    [[ingress("i", SHOP, web, {}, secure)], "/a/", "308 https://shop.example.com/a"],
    [[ingress("i", SHOP, web, { "ssl-redirect": "false" }, secure)], "/a/", "default/web:80 /a/"],
    [[ingress("i", SHOP, web, { "force-ssl-redirect": "true" })], "/a", "308 https://shop.example.com/a"],
    [[ingress("i", SHOP, web, { "app-root": "/home" })], "/", "302 http://shop.example.com/home"],
    [[ingress("i", SHOP, web, { "permanent-redirect": "https://new.test/x" })], "/a", "301 https://new.test/x"],
    [[ingress("i", SHOP, web, { "temporal-redirect": "https://new.test$request_uri" })], "/a?q", "302 https://new.test/a?q"],
    [[ingress("i", SHOP, ["Prefix /pay/ web"])], "/pay?q=1", "301 http://shop.example.com/pay/?q=1"],
    [[ingress("i", SHOP, ["Prefix /a web"], {}, fallback)], "/b", "default/fb:80 /b"],
    [[ingress("i", "", [], {}, fallback)], "any.test/b", "default/fb:80 /b"],
    [[ingress("i", SHOP, web), service("other")], "/", "503"],
    [[ingress("i", SHOP, web), service("web", 81)], "/", "503"],
    [[ingress("i", SHOP, web), service("web"), object("Pod", "p", {})], "/", "503"],
    [[ingress("i", SHOP, web, { canary: "true" })], "/", "unknown"],
    [[ingress("i", SHOP, ["Prefix /a* web"])], "/", "refused"],
    [[ingress("i", SHOP, ["Prefix /a web", "Prefix /a/ pay"])], "/a", "refused"],
    [[ingress("i", SHOP, web)], "/%zz", "400"],
    [[ingress("i", SHOP, web, {}, { ingressClassName: "no" }), object("IngressClass", "nginx", { controller: "k8s.io/ingress-nginx" })], "/", "404"],
  ];
  assert.deepEqual(
    table.map(([objects, line]) => answer(explain(objects, line))),
    table.map(([, , expected]) => expected),
  );
  assert.equal(answer(explain([ingress("i", SHOP, web, {}, secure)], "/a/", { scheme: "https" })), "default/web:80 /a/");
  assert.equal(answer(explain([ingress("i", SHOP, web)], "/", { port: 8080 })), "closed");
});

test("a Gateway, whole: shares, those that lose, and where Traefik differs", () => {
  const shared = { backendRefs: [{ name: "a", port: 80, weight: 3 }, { name: "b", port: 80, weight: 1 }] };
  const objects = [gateway({}), route("r", [to("m", { path: { value: "/foo" }, method: "GET" }), to("", "/foo/bar", shared)])];
  const rule = { object: { index: 1, kind: "HTTPRoute", namespace: "default", name: "r" }, host: "*" };
  assert.deepEqual(explain(objects, "/foo/bar?q=1"), {
    controller: "gateway",
    outcome: {
      kind: "backend",
      backend: "default/a:80",
      path: "/foo/bar?q=1",
      host: SHOP,
      headers: [],
      shares: [
        { backend: "default/a:80", fails: null, weight: 3, percent: 75 },
        { backend: "default/b:80", fails: null, weight: 1, percent: 25 },
      ],
      mirrors: [],
    },
    winner: { ...rule, place: ["spec", "rules", 1, "matches", 0], match: "PathPrefix /foo/bar", target: "a:80, b:80" },
    why: "Gana `PathPrefix /foo/bar` (HTTPRoute `r`): de las rutas que encajan es la más larga. El backend recibe la ruta tal como llegó. Las peticiones se reparten por peso: `default/a:80` 75 %, `default/b:80` 25 %.",
    others: [
      {
        rule: { ...rule, place: ["spec", "rules", 0, "matches", 0], match: "PathPrefix /foo · GET", target: "m:80" },
        matched: true,
        why: "Pierde ante `PathPrefix /foo/bar`: su ruta es más larga.",
      },
    ],
    differences: [
      {
        by: "Traefik",
        what: "Suma puntos por ruta, método, cabeceras, parámetros y host, y gana quien más tiene: elige `PathPrefix /foo · GET` (HTTPRoute `r`), con 11.402 frente a 10.801.",
      },
    ],
    warnings: [],
  });
});

test("what decides between two matches, one after the other", () => {
  const path = { value: "/a" };
  const value = [{ name: "v", value: "1" }];
  const older = { creationTimestamp: "2026-01-01T00:00:00Z" };
  const newer = { creationTimestamp: "2026-01-02T00:00:00Z" };
  const table: readonly (readonly [KubernetesObject[], string])[] = [
    [[route("x", [to("x", "/a")], { hostnames: ["*.example.com"] }), route("w", [to("w", "/")], { hostnames: [SHOP] })], "Pierde ante una regla para `shop.example.com`, un nombre de host más específico."],
    [[route("x", [to("w", { path: { type: "Exact", value: "/a" } }), to("x", "/a")])], "Pierde ante una ruta `Exact`, que va antes."],
    [[route("x", [to("x", "/"), to("w", "/a")])], "Pierde ante `PathPrefix /a`: su ruta es más larga."],
    [[route("x", [to("x", { path, headers: value }), to("w", { path, method: "GET" })])], "Pierde ante otra con la misma ruta que pide un método."],
    [[route("x", [to("x", { path, queryParams: value }), to("w", { path, headers: value })])], "Pierde ante otra con la misma ruta que pide más cabeceras."],
    [[route("x", [to("x", { path }), to("w", { path, queryParams: value })])], "Pierde ante otra con la misma ruta que pide más parámetros."],
    [[route("a", [to("x", { path })], {}, newer), route("b", [to("w", { path })], {}, older)], "Piden lo mismo, y la HTTPRoute `b` es más antigua."],
    [[route("b", [to("x", { path })]), route("a", [to("w", { path })])], "Piden lo mismo, y la HTTPRoute `a` va antes por orden alfabético."],
    [[route("a", [to("w", { path }), to("x", { path })])], "Piden lo mismo, y está después en la misma HTTPRoute."],
  ];
  const found = table.map(([routes]) => explain([gateway({}), ...routes], "/a?v=1", { headers: [["V", "1"]] }));
  assert.deepEqual(
    found.map((one) => [answer(one), one.others.map(({ matched, why }) => `${matched} ${why}`)]),
    table.map(([, why]) => ["default/w:80 /a?v=1", [`true ${why}`]]),
  );
});

test("why a route does not hold at the listener, or its match is not met", () => {
  const only = (one: KubernetesObject, listener: Fields = {}, more: Partial<RouteRequest> = {}): string | undefined =>
    explain([gateway(listener), object("Namespace", "far", {}), one], "/a?q=1", { headers: [["v", "1"]], ...more }).others[0]?.why;
  const web = [to("w", "/")];
  const selector = { namespaces: { from: "Selector", selector: { matchLabels: { team: "a" } } } };
  assert.deepEqual(
    [
      only(route("r", web, { parentRefs: [{ name: "other" }] })),
      only(route("r", web, { parentRefs: [{ name: "web", sectionName: "https" }] })),
      only(route("r", web, { parentRefs: [{ name: "web", port: 8080 }] })),
      only(route("r", web), { allowedRoutes: { kinds: [{ kind: "GRPCRoute" }] } }),
      only(route("r", web, { parentRefs: [{ name: "web", namespace: "default" }] }, { namespace: "far" })),
      only(route("r", web, { parentRefs: [{ name: "web", namespace: "default" }] }, { namespace: "far" }), { allowedRoutes: selector }),
      only(route("r", web, { hostnames: ["example.org"] }), { hostname: "*.example.com" }),
      only(route("r", web, { hostnames: ["www.example.com"] })),
      only(route("r", [to("w", { method: "POST" })])),
      only(route("r", [to("w", { headers: [{ name: "color", value: "red" }] })])),
      only(route("r", [to("w", { headers: [{ name: "V", value: "2" }] })])),
      only(route("r", [to("w", { queryParams: [{ name: "p", value: "1" }] })])),
      only(route("r", [to("w", { queryParams: [{ name: "q", value: "2" }] })])),
      only(route("r", [to("w", { path: { type: "RegularExpression", value: "/a." } })])),
    ],
    [
      "Su `parentRefs` no nombra el Gateway `default/web`.",
      "Su `sectionName` es `https`, y la petición entra por el listener `l0`.",
      "Su `parentRefs` pide el puerto 8080, no el 80.",
      "El listener `l0` no admite HTTPRoute.",
      "Es del namespace `far`, y el listener `l0` solo admite rutas del suyo (`allowedRoutes.namespaces.from: Same`).",
      "El selector del listener `l0` no elige su namespace, `far`: le falta la etiqueta `team=a`.",
      "Ninguno de sus `hostnames` cabe en el del listener `l0`, `*.example.com`.",
      "Es para `www.example.com`, no para `shop.example.com`.",
      "Pide el método `POST`, y la petición es `GET`.",
      "Pide la cabecera `color`, que la petición no lleva.",
      "Pide `V: 2`, y la petición lleva `1`.",
      "Pide el parámetro `p`, que la petición no lleva.",
      "Pide `q=2`, y la petición lleva `1`.",
      "La expresión `/a.` no abarca toda la ruta `/a`.",
    ],
  );
});

test("filters, and backends that do not work", () => {
  const filters = (type: string, field: string, how: Fields): Fields => ({ filters: [{ type, [field]: how }] });
  const prefix = (after: string): Fields => ({ path: { type: "ReplacePrefixMatch", replacePrefixMatch: after } });
  const redirect = (how: Fields): Fields => ({ ...filters("RequestRedirect", "requestRedirect", how), backendRefs: [] });
  const rewrite = (how: Fields): Fields => filters("URLRewrite", "urlRewrite", how);
  const abroad = { backendRefs: [{ name: "db", namespace: "data", port: 80 }] };
  const table: readonly (readonly [Fields, string, string])[] = [
    [redirect({ scheme: "https", statusCode: 301 }), "301 https://shop.example.com/a/b?q=1", "`RequestRedirect` manda a `https://shop.example.com/a/b?q=1`, sin pasar por ningún backend."],
    [redirect({ hostname: "new.test", port: 8443, ...prefix("/n") }), "302 http://new.test:8443/n/b?q=1", "`RequestRedirect` manda a `http://new.test:8443/n/b?q=1`, sin pasar por ningún backend."],
    [rewrite(prefix("/")), "default/w:80 /b?q=1", "`URLRewrite` cambia la ruta: el backend recibe `/b?q=1`."],
    [rewrite({ path: { type: "ReplaceFullPath", replaceFullPath: "/one" } }), "default/w:80 /one?q=1", "`URLRewrite` cambia la ruta: el backend recibe `/one?q=1`."],
    [abroad, "500", "Pero `db` es de otro namespace, y ningún ReferenceGrant de `data` lo permite: 500."],
    [{ backendRefs: [{ name: "gone", port: 80 }] }, "500", "Pero el Service `gone` no existe: 500."],
    [{ backendRefs: [{ name: "w", port: 81 }] }, "500", "Pero el Service `w` no tiene el puerto `81`: 500."],
    [{ backendRefs: [{ name: "empty", port: 80 }] }, "503", "Pero el Service `empty` no tiene ningún Pod detrás que atienda ese puerto: 503."],
    [{ backendRefs: [] }, "500", "La regla no tiene ningún backend con peso: 500."],
  ];
  const there = [service("w"), service("empty"), object("Pod", "p", {}, { labels: { app: "w" } })];
  const found = table.map(([more]) => explain([gateway({}), route("r", [to("w", "/a", more)]), ...there], "/a/b?q=1"));
  const only = "`PathPrefix /a` (HTTPRoute `r`) es la única regla que encaja. ";
  assert.deepEqual(
    found.map((one) => [answer(one), one.why]),
    table.map(([, expected, why]) => [expected, only + why]),
  );
  const both = { ...redirect({}), backendRefs: [{ name: "w", port: 80 }] };
  assert.equal(answer(explain([gateway({}), route("r", [to("w", "/a", both)])], "/a")), "refused");
});

test("listeners and classes that leave a request outside", () => {
  const web = route("r", [to("w", "/")]);
  const why = (objects: readonly KubernetesObject[], more: Partial<RouteRequest> = {}): string => explain(objects, "/", more).why;
  assert.deepEqual(
    [
      why([web]),
      why([gateway({}), web], { port: 8080 }),
      why([gateway({}), web], { gateway: "default/other" }),
      why([gateway({ hostname: "example.org" }), web]),
      why([gateway({}, {}), web]),
      why([gateway({})]),
      why([gateway({}), web, object("GatewayClass", "d", {})]),
      why([gateway({ protocol: "HTTPS" }), web]),
    ],
    [
      "No hay ningún Gateway: una HTTPRoute sola no recibe peticiones.",
      "Nadie escucha en el puerto 8080: solo está abierto el 80.",
      "No hay ningún Gateway `default/other`.",
      "Ningún listener del puerto 80 vale para `shop.example.com`: 404.",
      "Los listeners `l0`, `l1` piden el mismo puerto y el mismo host: están en conflicto y ninguno se sirve, 404.",
      "La petición entra por el listener `l0`, y ninguna HTTPRoute se une a él: 404.",
      "El Gateway `web` pide la clase `c`, que no está entre estos objetos: ningún controlador lo atiende.",
      "El listener del puerto 80 es HTTPS: una petición del otro esquema no se entiende.",
    ],
  );
});

test("without the rule that won, one of those wins that are said to match", () => {
  const choose = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
  const match = fc.record(
    {
      path: fc.record({ type: choose("Exact", "PathPrefix", "RegularExpression"), value: choose("/", "/a", "/a/b", "/a/") }),
      method: choose("GET", "POST"),
      headers: fc.constant([{ name: "v", value: "1" }]),
    },
    { requiredKeys: [] },
  );
  const rules = fc.array(match, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(rules, choose("/", "/a", "/a/b", "/ab", "/A"), (matches, path) => {
      const written = matches.map((one, index) => to(`s${index}`, one));
      const first = explain([gateway({}), route("r", written)], path, { headers: [["v", "1"]] });
      const said = first.others.filter(({ matched }) => matched).map(({ rule }) => rule.target);
      const rest = written.filter((_, index) => `s${index}:80` !== first.winner?.target);
      const second = explain([gateway({}), route("r", rest)], path, { headers: [["v", "1"]] });
      assert.deepEqual(said.length > 0, second.winner !== null);
      assert.ok(second.winner === null || said.includes(second.winner.target));
    }),
  );
});

test("whatever the objects are, there is an explanation", () => {
  const kinds = fc.constantFrom("Ingress", "Gateway", "HTTPRoute", "Service", "Pod", "IngressClass", "ReferenceGrant", "Namespace");
  const spec = fc.object({ key: fc.constantFrom("rules", "http", "paths", "backend", "service", "listeners", "port", "matches", "path", "tls", "filters", "selector", "containers"), maxDepth: 6 });
  const any = fc.record({ kind: kinds, metadata: fc.oneof(fc.object(), fc.constant(null)), spec: fc.oneof(spec, fc.constant(null)) });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), fc.string(), fc.string(), (objects, host, path) => {
      for (const controller of ["ingress", "gateway"] as const) {
        assert.ok(explainRequest(objects, { host, path, method: "GET", headers: [] }, controller).why);
      }
    }),
  );
});

test("whose rules the objects ask for", () => {
  const both = [gateway({}), ingress("i", SHOP, [])];
  assert.deepEqual([controllersOf([]), controllersOf(both), controllersOf([gateway({})])], [[], ["ingress", "gateway"], ["gateway"]]);
});
