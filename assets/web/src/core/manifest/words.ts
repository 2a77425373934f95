/** A fault that a schema finds in; what is wrong in Spanish and what to write instead out. */

import { nearest } from "../command/nearest.ts";
import { isMapping, type Path, type Value } from "./objects.ts";
import { typed } from "./scalars.ts";
import type { Belongs, SchemaFault } from "./validate.ts";

const TYPES: { readonly [type: string]: string } = {
  object: "un mapa de claves y valores",
  array: "una lista",
  string: "texto (entre comillas si parece un número)",
  integer: "un número entero, sin comillas",
  number: "un número",
  boolean: "true o false",
};

const LIMITS: { readonly [keyword: string]: string } = {
  minimum: "como mínimo {}",
  maximum: "como máximo {}",
  minLength: "caracteres: al menos {}",
  maxLength: "caracteres: como mucho {}",
  minItems: "elementos: al menos {}",
  maxItems: "elementos: como mucho {}",
  minProperties: "claves: al menos {}",
  maxProperties: "claves: como mucho {}",
  pattern: "debe casar con {}",
};

/** What one writes most often in a field whose schema does not say it. */
const USUAL: { readonly [field: string]: string } = {
  accessModes: "[ReadWriteOnce]",
  apiGroup: "rbac.authorization.k8s.io",
  containerPort: "80",
  controllerName: "example.com/gateway-controller",
  image: "nginx:1.29",
  pathType: "Prefix",
  policyTypes: "[Ingress]",
  port: "80",
  protocol: "HTTP",
};

/** Patterns of the Gateway API in words, by how they end. */
const PATTERNS: readonly (readonly [end: string, words: string])[] = [
  ["~%!$&'()*+,;=:]+$", "un dominio, una barra y un nombre: example.com/nombre"],
  ["[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "minúsculas, cifras, guiones y puntos"],
  ["^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "minúsculas, cifras y guiones"],
  ["^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$", "letras, cifras y guiones, y empieza por una letra"],
  ["(h|m|s|ms)){1,4}$", "un tiempo: 10s, 500ms, 1h30m"],
  ["\\x60|~]+$", "el nombre de una cabecera HTTP"],
];

/** What is wrong, and what to do about it. */
export interface Told {
  readonly message: string;
  readonly hint: string;
}

/** What to say about a fault; `word` is how the value is written, where that is not what kubectl reads. */
export function tellFault(fault: SchemaFault, word?: string): Told {
  const at = dotted(fault.path);
  switch (fault.keyword) {
    case "required":
      return { message: `falta «${fault.name}» en ${at}`, hint: missingHint(fault) };
    case "unknown": {
      const name = String(fault.path.at(-1));
      const message = `no existe ningún campo «${name}» en ${dotted(fault.path.slice(0, -1))}`;
      return { message, hint: unknownHint(name, fault.known, fault.belongs) };
    }
    case "type": {
      const read = shown(fault.value);
      return {
        message: `«${at}» no puede ser «${word === undefined ? read : `${word}», que YAML lee como «${read}`}»`,
        hint: typeHint(fault.types, fault.value, fault.path, word),
      };
    }
    case "enum": {
      const values = fault.values.filter((one) => one !== null).map(String);
      return {
        message: `«${at}» no puede valer «${shown(fault.value)}»`,
        hint: choiceHint(String(fault.value), values),
      };
    }
    default: {
      const words =
        fault.keyword === "pattern" ? PATTERNS.find(([end]) => String(fault.asked).endsWith(end))?.[1] : undefined;
      const hint = words ?? (LIMITS[fault.keyword] ?? "").replace("{}", () => String(fault.asked));
      return { message: `«${at}» no puede ser «${shown(fault.value)}»`, hint };
    }
  }
}

/** «¿querías decir «x»?», or nothing where nothing is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const names = [...new Set(known)].sort();
  const same = names.find((one) => one.toLowerCase() === name.toLowerCase());
  const found = same ?? nearest(name, names);
  return found ? `¿querías decir «${found}»?` : "";
}

/** What to write instead of a value: the one that was probably meant, then all. */
export function choiceHint(value: string, choices: readonly string[]): string {
  const same = choices.find((one) => one.toLowerCase() === value.toLowerCase());
  const longer = choices.filter((one) => value.length > 3 && one.toLowerCase().endsWith(value.toLowerCase()));
  const meant = same ?? (longer.length === 1 ? longer[0] : nearest(value, choices));
  return meant ? `escribe ${meant}; puede valer ${choices.join(", ")}` : `puede valer ${choices.join(", ")}`;
}

/** `spec.rules[0].host`, or the words for the object itself. */
export function dotted(path: Path): string {
  const text = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
  return text.replace(/^\./, "") || "el objeto";
}

/** A value as one would write it on a line. */
export function shown(value: Value): string {
  const text = typeof value === "string" && typed(value) === value ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Of the values that a field may have, the one that what stands beside it is for: ReplacePrefixMatch for its path. */
function missingHint({ name, schema, beside }: Extract<SchemaFault, { keyword: "required" }>): string {
  const keys = beside.map((key) => key.toLowerCase());
  const meant = schema.enum?.find((one) => keys.includes(String(one).toLowerCase()));
  const only = meant ?? schema.enum?.find((one) => one !== null);
  const usual = USUAL[name] ?? (only === undefined ? undefined : String(only));
  const others =
    schema.enum && schema.enum.length > 1
      ? ` (o ${schema.enum.filter((one) => String(one) !== usual).join(", ")})`
      : "";
  return usual ? `es obligatorio: escribe «${name}: ${usual}»${others}` : "añádelo: es obligatorio";
}

function unknownHint(name: string, known: readonly string[], belongs: Belongs | undefined): string {
  if (/^-./.test(name)) return `falta un espacio después del guion: «- ${name.slice(1)}»`;
  const meant = didYouMean(name, known);
  if (meant) return meant;
  if (belongs) {
    const where = "outside" in belongs ? `en ${dotted(belongs.outside)}` : `dentro de «${belongs.inside}»`;
    return `va ${where}: revisa la sangría`;
  }
  return known.length > 0 ? `ahí van ${known.slice(0, 8).join(", ")}` : "quítalo";
}

function typeHint(types: readonly string[], value: Value, path: Path, word?: string): string {
  const wanted = `debe ser ${types.flatMap((type) => TYPES[type] ?? []).join(" o ")}`;
  const key = path.findLast((part) => typeof part === "string");
  const before = typeof path.at(-1) === "number" ? "- " : `${key}: `;
  if (typeof value === "string" && types.some((type) => type === typeof typed(value) || isWhole(type, value))) {
    return `quita las comillas: «${before}${value}»`;
  }
  if ((typeof value === "number" || typeof value === "boolean") && types.includes("string") && types[0] === "string") {
    return `debe ser texto, entre comillas: «${before}"${word ?? value}"»`;
  }
  const glued = typeof value === "string" && types.includes("object") ? /^([\w./-]+):([^\s:/].*)$/.exec(value) : null;
  if (glued) return `falta un espacio después de los dos puntos: «${glued[1]}: ${glued[2]}»`;
  if (isMapping(value) && path.join(".") === "spec.selector.matchLabels")
    return "aquí las etiquetas van directamente en «selector», sin «matchLabels»";
  const dashed = isMapping(value) ? Object.keys(value).find((name) => /^-./.test(name)) : undefined;
  if (dashed && types.includes("array")) return `falta un espacio después del guion: «- ${dashed.slice(1)}»`;
  if (isMapping(value) && types.includes("array")) return `${wanted}: pon un guion delante de cada elemento`;
  if (Array.isArray(value) && types.includes("object")) return `${wanted}: quita los guiones`;
  return wanted;
}

function isWhole(type: string, value: string): boolean {
  return type === "integer" && Number.isInteger(typed(value));
}
