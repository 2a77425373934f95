/** An object in; values in it that cannot be, though no schema says so, out. */

import { type Finding, finding } from "./finding.ts";
import { isMapping, type ManifestObject, type Path, type Value } from "./objects.ts";
import { isNetwork } from "./addresses.ts";

const PORTS = new Set(["port", "endPort", "containerPort", "hostPort", "targetPort", "nodePort", "number"]);
const BLOCKS = new Set(["cidr", "cidrs", "except", "podCIDR", "podCIDRs", "loadBalancerSourceRanges"]);
/** What the API server fills in: a volume of no other kind is an emptyDir. */
const MAY_BE_EMPTY = new Set(["creationTimestamp", "emptyDir"]);
const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** Every value of an object that cannot be. */
export function checkValues(one: ManifestObject): readonly Finding[] {
  const found: Finding[] = [];
  const whole = one.apiVersion !== "" && one.kind !== "";
  walk(one.value, [], "", (path, name, value) => {
    if (value === null && whole && !MAY_BE_EMPTY.has(name)) found.push(empty(one, path, name));
    if (PORTS.has(name) && Number.isInteger(value)) found.push(...port(one, path, name, value as number));
    if (BLOCKS.has(name) && typeof value === "string" && !isNetwork(value)) found.push(block(one, path, value));
    if (isQuantity(path) && whole && !QUANTITY.test(String(value))) found.push(...quantity(one, path, value));
  });
  return found;
}

function empty(one: ManifestObject, path: Path, name: string): Finding {
  const hint = 'da más sangría a lo que sigue, o escribe {}, [] o ""';
  return finding(one.place(path), "field-empty", `«${name}» está vacío`, hint);
}

function port(one: ManifestObject, path: Path, name: string, value: number): readonly Finding[] {
  const [least, most] = name === "nodePort" ? [30000, 32767] : [1, 65535];
  const chosen = value === 0 && ["nodePort", "hostPort", "targetPort"].includes(name); // 0 is as if it were not there
  if (chosen || (value >= least && value <= most)) return [];
  const message = `${name}: ${value} está fuera de lo que se admite`;
  return [finding(one.valuePlace(path), "object-port", message, `va de ${least} a ${most}`)];
}

function block(one: ManifestObject, path: Path, value: string): Finding {
  const hint = "revisa la dirección, el prefijo y que no sobren bits de host";
  return finding(one.valuePlace(path), "object-cidr", `«${value}» no es un CIDR válido`, hint);
}

function isQuantity(path: Path): boolean {
  return path.at(-3) === "resources" && ["requests", "limits"].includes(String(path.at(-2)));
}

function quantity(one: ManifestObject, path: Path, value: Value): readonly Finding[] {
  if (typeof value !== "string") return [];
  const hint = path.at(-1) === "cpu" ? "por ejemplo, 500m o 2" : "por ejemplo, 128Mi o 1Gi";
  return [finding(one.valuePlace(path), "object-quantity", `«${value}» no es una cantidad válida`, hint)];
}

/** Every scalar with its path and the nearest name above it. */
function walk(value: Value, path: Path, name: string, see: (path: Path, name: string, value: Value) => void): void {
  if (isMapping(value)) for (const [key, item] of Object.entries(value)) walk(item, [...path, key], key, see);
  else if (Array.isArray(value)) value.forEach((item: Value, index) => walk(item, [...path, index], name, see));
  else see(path, name, value);
}
