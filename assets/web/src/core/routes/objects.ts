/** Kubernetes objects in; those of a kind with their place in the list, and what names one, out. */

import { list, record, text } from "./fields.ts";
import { nameOf, namespaceOf } from "./pods.ts";
import type { KubernetesObject, ObjectReference } from "./types.ts";

/** A mapping of YAML. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object and its position in the list. */
export interface Found {
  readonly index: number;
  readonly object: KubernetesObject;
}

/** The mappings of a list. */
export const mappings = (value: unknown): readonly Fields[] => list(value).map(record);

/** The value at a path of names; undefined where it leads nowhere. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => record(inner)[name], value);

/** `namespace/name`. */
export const keyOf = (object: KubernetesObject): string => `${namespaceOf(object)}/${nameOf(object)}`;

/** When the object was made, as text that sorts; empty for one that is not applied yet. */
export const createdAt = (object: KubernetesObject): string => text(at(object, "metadata", "creationTimestamp"));

/** The objects of these kinds, in order. */
export function ofKind(objects: readonly KubernetesObject[], ...kinds: readonly string[]): readonly Found[] {
  return objects.map((object, index) => ({ index, object })).filter(({ object }) => kinds.includes(text(object["kind"])));
}

/** What tells an object to others. */
export function referenceTo({ index, object }: Found): ObjectReference {
  return { index, kind: text(object["kind"]), namespace: namespaceOf(object), name: nameOf(object) };
}
