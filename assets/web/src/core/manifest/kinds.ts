/** A kind, or an object, in; how a Spanish sentence names it, with its article, out. */

import type { ManifestObject } from "./objects.ts";

/** Kinds that one calls by a feminine noun: a route, a class, a policy. */
const FEMININE = /(Route|Class|Policy)$/;

/** `el Service`, `la HTTPRoute`. */
export function the(kind: string): string {
  return `${FEMININE.test(kind) ? "la" : "el"} ${kind}`;
}

/** `del Service`, `de la HTTPRoute`. */
export function ofThe(kind: string): string {
  return FEMININE.test(kind) ? `de la ${kind}` : `del ${kind}`;
}

/** `un Service`, `una HTTPRoute`. */
export function a(kind: string): string {
  return `${FEMININE.test(kind) ? "una" : "un"} ${kind}`;
}

/** `ningún Service`, `ninguna HTTPRoute`. */
export function no(kind: string): string {
  return `${FEMININE.test(kind) ? "ninguna" : "ningún"} ${kind}`;
}

/** `el Service «web»`. */
export function titled({ kind, name }: ManifestObject): string {
  return `${the(kind)} «${name}»`;
}

/** `del Service «web»`. */
export function ofTitled({ kind, name }: ManifestObject): string {
  return `${ofThe(kind)} «${name}»`;
}
