/** A Kubernetes object as YAML gives it in; its fields out, whatever an author may have put there instead. */

/** What stands in a field, typed as kubectl types it. */
export type Value = null | boolean | number | string | readonly Value[] | Mapping;

/** Keys and what they hold. */
export type Mapping = { readonly [key: string]: Value };

/** The keys and numbers that lead to a field: `["spec", "rules", 0, "host"]`. */
export type Path = readonly (string | number)[];

/** Where something stands; lines and columns count from 1, `endColumn` is the one after its last letter. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** One document of a manifest that is a mapping. */
export interface ManifestObject {
  readonly value: Mapping;
  /** `networking.k8s.io/v1`; empty where none is written. */
  readonly apiVersion: string;
  /** `Ingress`; empty where none is written. */
  readonly kind: string;
  readonly name: string;
  /** `default` where none is written. */
  readonly namespace: string;
  /** The place of a field's key (or of an item of a list), or of the nearest thing around it. */
  readonly place: (path: Path) => Place;
  /** The place of a field's value where it is plain text on the line of its key; else as `place`. */
  readonly valuePlace: (path: Path) => Place;
  /** A value as it is written, where kubectl reads another: `1.0` for 1, `yes` for true. */
  readonly written: (path: Path) => string | undefined;
}

/** Whether it is a mapping. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path, or undefined where the path leads nowhere. */
export function field(value: Value | undefined, ...path: Path): Value | undefined {
  let found = value;
  for (const part of path) {
    if (typeof part === "number") found = Array.isArray(found) ? (found as readonly Value[])[part] : undefined;
    else found = isMapping(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  }
  return found;
}

/** The mapping at a path; an empty one where there is none. */
export function mapping(value: Value | undefined, ...path: Path): Mapping {
  const found = field(value, ...path);
  return isMapping(found) ? found : {};
}

/** The text at a path as YAML writes it; empty where there is none, or no plain value. */
export function text(value: Value | undefined, ...path: Path): string {
  const found = field(value, ...path);
  return found === undefined || found === null || typeof found === "object" ? "" : String(found);
}

/** The mappings in the list at a path, each with its own path. */
export function items(value: Value | undefined, ...path: Path): readonly (readonly [Path, Mapping])[] {
  const found = field(value, ...path);
  if (!Array.isArray(found)) return [];
  return (found as readonly Value[]).flatMap((item, index) =>
    isMapping(item) ? [[[...path, index], item] as const] : [],
  );
}

/** The path of the pod in a workload, or in the Pod itself; nothing for any other kind. */
export function podPath(one: ManifestObject): Path | undefined {
  if (one.kind === "Pod") return [];
  const path = one.kind === "CronJob" ? ["spec", "jobTemplate", "spec", "template"] : ["spec", "template"];
  return isMapping(field(one.value, ...path)) ? path : undefined;
}

/** The containers of a pod, those that start first included, each with its path from the object. */
export function containers(one: ManifestObject): readonly (readonly [Path, Mapping])[] {
  const pod = podPath(one);
  if (!pod) return [];
  return ["initContainers", "containers"].flatMap((list) => items(one.value, ...pod, "spec", list));
}

/** Whether every key and value of `wanted` is in `found`. */
export function contains(found: Mapping, wanted: Mapping): boolean {
  return Object.entries(wanted).every(([key, value]) => Object.hasOwn(found, key) && found[key] === value);
}
