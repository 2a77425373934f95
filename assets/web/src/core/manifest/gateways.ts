/** A Gateway or a route in; what the rules of the Gateway API refuse, beyond the types of its fields, out. */

import { type Finding, finding } from "./finding.ts";
import { field, items, type ManifestObject, type Mapping, type Path, text } from "./objects.ts";

const RULE = "gateway-invalid";
const NOT_IN_PATH = ["//", "/./", "/../", "%2f", "%2F", "#"];
const NOT_AT_END = ["/..", "/."];

/** Listeners of the same name, or that ask for the same port, protocol and host. */
export function checkGateway(one: ManifestObject): readonly Finding[] {
  const seen = new Map<string, number>();
  const again = (key: string, index: number): number | undefined => {
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    return first;
  };
  return items(one.value, "spec", "listeners").flatMap(([path, listener], index) => {
    const { name, port, protocol } = listener;
    const named = typeof name === "string" && again(`name ${name}`, index) !== undefined;
    const host = text(listener, "hostname");
    const same = port && protocol ? again(JSON.stringify([port, protocol, host]), index) : undefined;
    if (named) {
      const message = `ya hay otro listener llamado «${String(name)}» en el Gateway`;
      return [finding(one.valuePlace([...path, "name"]), RULE, message, "dale otro nombre")];
    }
    if (same === undefined) return [];
    const message = `el listener «${String(name)}» repite puerto, protocolo y «hostname» de otro`;
    return [finding(one.place([...path, "port"]), RULE, message, "cambia uno de los tres, o deja un solo listener")];
  });
}

/** Backends without their port, paths that are no paths, filters that do not go together. */
export function checkRoute(one: ManifestObject, whole: boolean): readonly Finding[] {
  return items(one.value, "spec", "rules").flatMap(([path, rule]) => [
    ...(one.kind === "HTTPRoute" ? items(one.value, ...path, "matches").flatMap(([match]) => pathFault(one, match)) : []),
    ...(whole ? portless(one, path) : []),
    ...redirects(one, path, rule),
  ]);
}

function pathFault(one: ManifestObject, match: Path): readonly Finding[] {
  const path = [...match, "path", "value"];
  const value = field(one.value, ...path);
  const type = text(one.value, ...match, "path", "type") || "PathPrefix";
  if (typeof value !== "string" || !["Exact", "PathPrefix"].includes(type)) return [];
  const told = (message: string, hint: string) => [finding(one.valuePlace(path), RULE, message, hint)];
  if (!value.startsWith("/")) return told(`la ruta «${value}» no empieza por «/»`, `escribe «value: /${value}»`);
  const odd = NOT_IN_PATH.find((part) => value.includes(part)) ?? NOT_AT_END.find((end) => value.endsWith(end));
  const hint = "escribe la ruta sin eso, como la pide el cliente";
  return odd ? told(`la ruta «${value}» no puede llevar «${odd}» con type ${type}`, hint) : [];
}

/** A Service is one by its kind and its group; where they are left out, it is. */
function portless(one: ManifestObject, rule: Path): readonly Finding[] {
  const direct = items(one.value, ...rule, "backendRefs");
  const filters = [rule, ...direct.map(([path]) => path)].flatMap((path) => items(one.value, ...path, "filters"));
  const mirrors = filters.flatMap(([path, filter]) => {
    const mirrored = field(filter, "requestMirror", "backendRef");
    return mirrored ? [[[...path, "requestMirror", "backendRef"], mirrored as Mapping] as const] : [];
  });
  return [...direct, ...mirrors].flatMap(([path, backend]) => {
    const service = (backend["kind"] ?? "Service") === "Service" && !backend["group"];
    if (!service || backend["port"] !== undefined) return [];
    const message = `falta el puerto del Service «${text(backend, "name")}»`;
    return [finding(one.place(path), RULE, message, "añade «port» con el número de puerto del Service")];
  });
}

function redirects(one: ManifestObject, path: Path, rule: Mapping): readonly Finding[] {
  const filters = items(one.value, ...path, "filters");
  const [redirect] = filters.filter(([, filter]) => filter["type"] === "RequestRedirect");
  const [rewrite] = filters.filter(([, filter]) => filter["type"] === "URLRewrite");
  if (!redirect) return [];
  const place = one.place(redirect[0]);
  if (rewrite) {
    const message = "«RequestRedirect» y «URLRewrite» no pueden ir en la misma regla";
    return [finding(place, RULE, message, "deja uno: redirigir al cliente, o cambiar lo que recibe el backend")];
  }
  const backends = rule["backendRefs"];
  if (!redirect[1]["requestRedirect"] || !Array.isArray(backends) || backends.length === 0) return [];
  const message = "una regla con «RequestRedirect» no puede llevar «backendRefs»";
  return [finding(place, RULE, message, "quita «backendRefs»: la petición no llega a ningún backend")];
}
