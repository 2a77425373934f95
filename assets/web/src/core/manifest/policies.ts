/** A NetworkPolicy in; what the API server refuses of its peers, blocks and ports out. */

import { addressBits, isNetwork } from "./addresses.ts";
import { isPortName, PORT_NAME } from "./dns-names.ts";
import { type Finding, finding } from "./finding.ts";
import { field, items, type ManifestObject, type Mapping, type Path } from "./objects.ts";

const RULE = "policy-invalid";
const PEERS = ["podSelector", "namespaceSelector", "ipBlock"] as const;

/** Everything that is refused; what is missing only where `whole`. */
export function checkPolicy(one: ManifestObject, whole: boolean): readonly Finding[] {
  const rules = (name: string, list: string) =>
    items(one.value, "spec", name).flatMap(([rule]) => items(one.value, ...rule, list));
  const peers = [...rules("ingress", "from"), ...rules("egress", "to")];
  const ports = [...rules("ingress", "ports"), ...rules("egress", "ports")];
  return [
    ...peers.flatMap(([path, peer]) => peerFault(one, path, peer, whole)),
    ...peers.flatMap(([path]) => blockFaults(one, [...path, "ipBlock"])),
    ...ports.flatMap(([path, port]) => portFault(one, path, port)),
  ];
}

function peerFault(one: ManifestObject, path: Path, peer: Mapping, whole: boolean): readonly Finding[] {
  const named = PEERS.filter((name) => peer[name]);
  if (named.length === 0 && whole) {
    const hint = "añade podSelector, namespaceSelector o ipBlock; para todos, quita la lista entera";
    return [finding(one.place(path), RULE, "este elemento no dice de quién se trata", hint)];
  }
  if (!peer["ipBlock"] || named.length === 1) return [];
  const message = `«ipBlock» no puede ir en el mismo elemento que «${named[0]}»`;
  const hint = "pon un guion delante de cada uno: serán dos elementos, y basta con encajar en uno";
  return [finding(one.place([...path, "ipBlock"]), RULE, message, hint)];
}

/** What is left out of a block must be a part of it, and less than all. */
function blockFaults(one: ManifestObject, path: Path): readonly Finding[] {
  const cidr = field(one.value, ...path, "cidr");
  const except = field(one.value, ...path, "except");
  if (typeof cidr !== "string" || !isNetwork(cidr) || !Array.isArray(except)) return [];
  return except.flatMap((part: unknown, index) => {
    if (typeof part !== "string" || !isNetwork(part) || isInside(part, cidr)) return [];
    const message = `«${part}» no está dentro de «${cidr}»`;
    const hint = "«except» solo puede quitar una parte del bloque de «cidr», más pequeña que él";
    return [finding(one.valuePlace([...path, "except", index]), RULE, message, hint)];
  });
}

function isInside(part: string, whole: string): boolean {
  const [inner = "", innerBits = ""] = part.split("/");
  const [outer = "", outerBits = ""] = whole.split("/");
  const [one = "", other = ""] = [addressBits(inner), addressBits(outer)];
  const length = Number(outerBits);
  return one.length === other.length && Number(innerBits) > length && one.startsWith(other.slice(0, length));
}

function portFault(one: ManifestObject, path: Path, { port, endPort }: Mapping): readonly Finding[] {
  const at = (name: string, message: string, hint: string) => [
    finding(one.valuePlace([...path, name]), RULE, message, hint),
  ];
  if (typeof port === "string" && !isPortName(port)) {
    const hint = /^\d+$/.test(port) ? `quita las comillas: «port: ${port}»` : PORT_NAME;
    return at("port", `«${port}» no puede ser el nombre de un puerto`, hint);
  }
  if (typeof endPort !== "number") return [];
  if (port === undefined || port === null) {
    return at("endPort", "hay «endPort» y falta «port»", "añade «port»: el primero del intervalo");
  }
  if (typeof port === "string") {
    const hint = "escribe en «port» el número del primero del intervalo, o quita «endPort»";
    return at("endPort", `«endPort» no puede ir con un puerto con nombre («${port}»)`, hint);
  }
  if (typeof port !== "number" || endPort >= port) return [];
  return at("endPort", `«endPort» (${endPort}) es menor que «port» (${port})`, `escribe ${port} o más`);
}
