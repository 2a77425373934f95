/** A Service in; what the API server refuses of its addresses, its names and its ports out. */

import { isAddress, isLabel, isPortName, isSubdomain, PORT_NAME } from "./dns-names.ts";
import { type Finding, finding } from "./finding.ts";
import { field, items, type ManifestObject, type Mapping, mapping, type Path, text } from "./objects.ts";

const RULE = "service-invalid";
const UNNAMED = "un Service de varios puertos da un nombre a cada uno";
const EXPOSED = new Set(["NodePort", "LoadBalancer"]);

/** Everything that is refused; what is missing only where `whole`. */
export function checkService(one: ManifestObject, whole: boolean): readonly Finding[] {
  const ports = items(one.value, "spec", "ports");
  return [
    ...clusterIp(one),
    ...(typeOf(one) === "ExternalName" ? externalName(one, whole) : whole ? noPorts(one) : []),
    ...unnamed(one, ports),
    ...repeated(one, ports),
    ...ports.flatMap(([path, port]) => portFaults(one, path, port)),
  ];
}

function typeOf(one: ManifestObject): string {
  return text(one.value, "spec", "type") || "ClusterIP";
}

function clusterIp(one: ManifestObject): readonly Finding[] {
  const path: Path = ["spec", "clusterIP"];
  const value = field(one.value, ...path);
  if (typeof value !== "string" || value === "") return [];
  const type = typeOf(one);
  const told = (message: string, hint: string) => [finding(one.valuePlace(path), RULE, message, hint)];
  if (type === "ExternalName") return told("un Service ExternalName no lleva «clusterIP»", "quítalo");
  if (value === "None") {
    const message = `un Service ${type} no puede tener «clusterIP: None»`;
    return EXPOSED.has(type) ? told(message, "quita «clusterIP», o quita «type» para que sea headless") : [];
  }
  if (isAddress(value)) return [];
  const hint =
    value.toLowerCase() === "none"
      ? "escribe «clusterIP: None», con mayúscula"
      : "escribe None o una dirección IP; sin «clusterIP», Kubernetes elige una";
  return told(`«spec.clusterIP» no puede valer «${value}»`, hint);
}

/** The name that a Service of that type stands for; an address has the form of a name, and the API takes it. */
function externalName(one: ManifestObject, whole: boolean): readonly Finding[] {
  const path: Path = ["spec", "externalName"];
  const value = field(one.value, ...path) ?? "";
  if (typeof value !== "string") return [];
  const name = value.replace(/\.$/, "");
  if (name === "") {
    const message = "un Service ExternalName tiene que decir «externalName»";
    const place = one.place(["spec", value === "" ? "type" : "externalName"]);
    return whole ? [finding(place, RULE, message, "escribe «externalName: db.example.com»")] : [];
  }
  if (isSubdomain(name)) return [];
  const bare = name.replace(/^[a-z]+:\/\//i, "").replace(/[/:].*$/, "").toLowerCase();
  const hint = isSubdomain(bare)
    ? `solo el nombre, en minúsculas y sin esquema, puerto ni ruta: ${bare}`
    : "un nombre de DNS: db.example.com";
  return [finding(one.valuePlace(path), RULE, `«${value}» no puede ser un «externalName»`, hint)];
}

function noPorts(one: ManifestObject): readonly Finding[] {
  const { ports, clusterIP } = mapping(one.value, "spec");
  const empty = ports === undefined || (Array.isArray(ports) && ports.length === 0);
  if (!empty || clusterIP === "None") return [];
  const hint = "añade «ports»; solo puede no tener ninguno si es headless (clusterIP: None) o ExternalName";
  return [finding(one.place(["spec", "ports"]), RULE, "el Service no tiene ningún puerto", hint)];
}

type Ports = readonly (readonly [Path, Mapping])[];

function unnamed(one: ManifestObject, ports: Ports): readonly Finding[] {
  return (ports.length > 1 ? ports : [])
    .filter(([, port]) => !port["name"])
    .map(([path]) => finding(one.place(path), "port-unnamed", UNNAMED, "añade «name»"));
}

/** Names, and numbers with their protocols, that an earlier port has. */
function repeated(one: ManifestObject, ports: Ports): readonly Finding[] {
  const seen = new Set<string>();
  const again = (key: string): boolean => seen.size === seen.add(key).size;
  return ports.flatMap(([path, { name, port, protocol }]) => {
    const found: Finding[] = [];
    const told = (key: string, message: string, hint: string) =>
      found.push(finding(one.valuePlace([...path, key]), RULE, message, hint));
    if (typeof name === "string" && name && again(`name ${name}`))
      told("name", `ya hay otro puerto llamado «${name}» en el Service`, "dale otro nombre");
    if (typeof port === "number" && again(`port ${String(protocol ?? "TCP")} ${port}`))
      told("port", `el puerto ${port} ya está en el Service, con el mismo protocolo`, "cambia uno de los dos");
    return found;
  });
}

function portFaults(one: ManifestObject, path: Path, { name, nodePort, targetPort }: Mapping): readonly Finding[] {
  const found: Finding[] = [];
  const told = (key: string, message: string, hint: string) =>
    found.push(finding(one.valuePlace([...path, key]), RULE, message, hint));
  if (typeof name === "string" && name && !isLabel(name))
    told("name", `«${name}» no puede ser el nombre de un puerto`, "usa minúsculas, cifras y guiones: http");
  if (typeof nodePort === "number" && nodePort !== 0 && typeOf(one) === "ClusterIP")
    told("nodePort", "un Service ClusterIP no puede tener «nodePort»", "añade «type: NodePort» en spec, o quítalo");
  if (typeof targetPort === "string" && targetPort && !isPortName(targetPort)) {
    const hint = /^\d+$/.test(targetPort)
      ? `quita las comillas: «targetPort: ${targetPort}»`
      : `un número, o un nombre de ${PORT_NAME}`;
    told("targetPort", `«targetPort» no puede valer «${targetPort}»`, hint);
  }
  return found;
}
