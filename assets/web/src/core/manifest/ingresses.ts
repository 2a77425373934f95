/** An Ingress in; what the API server refuses of its hosts, paths and backends out. */

import { isAddress, isHost, isPortName, isSubdomain, PORT_NAME } from "./dns-names.ts";
import { type Finding, finding } from "./finding.ts";
import { field, isMapping, items, type ManifestObject, mapping, type Path, text } from "./objects.ts";

const RULE = "ingress-invalid";
const NOT_IN_PATH = ["//", "/./", "/../", "%2f", "%2F"];
const NOT_AT_END = ["/..", "/."];

/** Everything that is refused; what is missing only where `whole`, for else it may be there under another name. */
export function checkIngress(one: ManifestObject, whole: boolean): readonly Finding[] {
  const rules = items(one.value, "spec", "rules");
  const paths = rules.flatMap(([rule]) => items(one.value, ...rule, "http", "paths"));
  const backends: readonly Path[] = [["spec", "defaultBackend"], ...paths.map(([path]) => [...path, "backend"])];
  return [
    ...(whole ? nothing(one) : []),
    ...rules.flatMap(([rule]) => host(one, [...rule, "host"])),
    ...items(one.value, "spec", "tls").flatMap(([tls]) => {
      const hosts = field(one.value, ...tls, "hosts");
      return Array.isArray(hosts) ? hosts.flatMap((_, index) => host(one, [...tls, "hosts", index], true)) : [];
    }),
    ...(whole ? rules.flatMap(([rule]) => noPaths(one, [...rule, "http"])) : []),
    ...paths.flatMap(([path]) => pathFault(one, path, whole)),
    ...backends.flatMap((backend) => backendFault(one, backend, whole)),
  ];
}

function nothing(one: ManifestObject): readonly Finding[] {
  const { rules, defaultBackend } = mapping(one.value, "spec");
  if (defaultBackend || (Array.isArray(rules) && rules.length > 0)) return [];
  const hint = "añade «rules» con una regla al menos, o «defaultBackend»";
  return [finding(one.place(["spec"]), RULE, "el Ingress no tiene ni «rules» ni «defaultBackend»", hint)];
}

/** An IPv4 address has the form of a name: it is refused in a rule, and taken for a certificate. */
function host(one: ManifestObject, path: Path, certificate = false): readonly Finding[] {
  const value = field(one.value, ...path);
  if (typeof value !== "string" || value === "" || isHost(value) || (certificate && isSubdomain(value))) return [];
  return [finding(one.valuePlace(path), RULE, `«${value}» no puede ser un host`, hostHint(value))];
}

function hostHint(value: string): string {
  const bare = value.replace(/^[a-z]+:\/\//i, "").replace(/[/:].*$/, "");
  if (value === "*") return "para cualquier host, quita «host»; un comodín es como *.example.com";
  if (isAddress(value)) return "debe ser un nombre, no una dirección IP; para cualquier host, quita «host»";
  if (bare !== value && isHost(bare)) return `solo el nombre, sin esquema, puerto ni ruta: ${bare}`;
  if (isHost(value.toLowerCase())) return `en minúsculas: ${value.toLowerCase()}`;
  if (value.includes("*")) return "el asterisco solo puede ser la primera etiqueta entera: *.example.com";
  return "minúsculas, cifras, guiones y puntos: app.example.com";
}

function noPaths(one: ManifestObject, path: Path): readonly Finding[] {
  const found = field(one.value, ...path, "paths");
  if (!isMapping(field(one.value, ...path)) || !Array.isArray(found) || found.length > 0) return [];
  return [finding(one.place([...path, "paths"]), RULE, "«paths» no tiene ninguna ruta", "añade una al menos")];
}

function pathFault(one: ManifestObject, path: Path, whole: boolean): readonly Finding[] {
  const pathType = text(one.value, ...path, "pathType");
  const value = field(one.value, ...path, "path") ?? "";
  const strict = pathType === "Exact" || pathType === "Prefix";
  if (typeof value !== "string" || (!strict && (pathType !== "ImplementationSpecific" || value === ""))) return [];
  const place = one.valuePlace([...path, "path"]);
  if (value === "" && !Object.hasOwn(mapping(one.value, ...path), "path")) {
    const message = `falta «path»: con pathType ${pathType} es obligatorio`;
    return whole ? [finding(one.place(path), RULE, message, "escribe «path: /»")] : [];
  }
  if (!value.startsWith("/")) {
    return [finding(place, RULE, `la ruta «${value}» no empieza por «/»`, `escribe «path: /${value}»`)];
  }
  const odd = strict
    ? (NOT_IN_PATH.find((part) => value.includes(part)) ?? NOT_AT_END.find((end) => value.endsWith(end)))
    : undefined;
  const message = `la ruta «${value}» no puede llevar «${odd}» con pathType ${pathType}`;
  return odd ? [finding(place, RULE, message, "escribe la ruta sin eso, como la pide el cliente")] : [];
}

function backendFault(one: ManifestObject, path: Path, whole: boolean): readonly Finding[] {
  const backend = field(one.value, ...path);
  if (!isMapping(backend)) return [];
  const { service, resource } = backend;
  const where = one.place(path);
  if (service && resource) {
    return [finding(where, RULE, "un backend no puede llevar «service» y «resource» a la vez", "deja solo uno")];
  }
  if (!service && !resource && whole) {
    return [finding(where, RULE, "el backend no dice a quién mandar", "añade «service» con «name» y «port»")];
  }
  return isMapping(service) ? portFault(one, [...path, "service"], whole) : [];
}

function portFault(one: ManifestObject, path: Path, whole: boolean): readonly Finding[] {
  const { number, name } = mapping(one.value, ...path, "port");
  const where = one.place([...path, "port"]);
  if (number && name) {
    return [finding(where, RULE, "«port» lleva «name» y «number» a la vez", "deja solo uno de los dos")];
  }
  if (!number && !name && whole) {
    const message = "falta el puerto del Service";
    return [finding(where, RULE, message, "añade «port» con «number» o «name»")];
  }
  if (typeof name !== "string" || name === "" || isPortName(name)) return [];
  const place = one.valuePlace([...path, "port", "name"]);
  const hint = /^\d+$/.test(name) ? `si es un número, escribe «number: ${name}»` : PORT_NAME;
  return [finding(place, RULE, `«${name}» no puede ser el nombre de un puerto`, hint)];
}
