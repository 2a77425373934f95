/** The text of a manifest in; everything that is wrong with it out. */

import { checkAdmission } from "./admission.ts";
import { checkChoices } from "./choices.ts";
import { type Finding, finding, sorted } from "./finding.ts";
import type { ManifestObject } from "./objects.ts";
import { type Manifest, readManifest } from "./read.ts";
import { removalOf } from "./removals.ts";
import { type Schemas, schemaOf } from "./schemas.ts";
import { checkApi, checkBroken, unserved } from "./served.ts";
import { checkTogether } from "./together.ts";
import { type SchemaFault, validate } from "./validate.ts";
import { checkValues } from "./values.ts";
import { tellFault } from "./words.ts";

const NOTHING = finding(
  { line: 1, column: 1, endColumn: 1 },
  "object-absent",
  "aquí no hay ningún objeto",
  "un manifiesto lleva «apiVersion» y «kind»",
  "warning",
);

/** What else the check should know. */
export interface CheckOptions {
  /** Manifests that are in the cluster already: names may match theirs; what is wrong with them is not told. */
  readonly given?: readonly string[];
}

/**
 * Everything that is wrong with a text, sorted by line, each once. Never throws.
 *
 * `schemas` are those of the Kubernetes versions that it must hold for: in the page one, that which the reader chose.
 * A fault of some versions and not of others says of which.
 */
export function checkManifest(
  text: string,
  schemas: readonly Schemas[],
  options: CheckOptions = {},
): readonly Finding[] {
  const own = readManifest(text);
  const parts = [own, ...(options.given ?? []).map(readManifest)].map((manifest) => ({ manifest }));
  const together = checkTogether(parts).filter((one) => one.text === 0);
  return sorted([...checkAlone(own, schemas), ...together.map((one) => one.finding)]);
}

/** What is wrong with the YAML of a manifest and with each of its objects; with `fragments`, some may be parts. */
export function checkAlone(manifest: Manifest, schemas: readonly Schemas[], fragments = false): readonly Finding[] {
  const found = [
    ...manifest.findings,
    ...manifest.broken.flatMap((piece) => checkBroken(piece, schemas)),
    ...manifest.objects.flatMap((one) => checkObject(one, schemas, fragments)),
  ];
  const nothing = found.length === 0 && !manifest.objects.some(({ apiVersion, kind }) => apiVersion || kind);
  return nothing && !fragments ? [NOTHING] : found;
}

function checkObject(one: ManifestObject, schemas: readonly Schemas[], fragments: boolean): readonly Finding[] {
  const faults = checkSchema(one, schemas);
  const values = checkValues(one).filter((value) => value.rule !== "object-port" || !isTold(value, faults));
  const wrong = [...checkApi(one, schemas, fragments), ...faults, ...values, ...checkChoices(one)];
  const refused = checkAdmission(one, wrong.length === 0).filter((refusal) => !isTold(refusal, wrong));
  return [...wrong, ...refused];
}

/** Whether something is said of the same place already. */
function isTold({ line, column }: Finding, already: readonly Finding[]): boolean {
  return already.some((one) => one.line === line && one.column === column);
}

/** What the strict schemas say; of a removed API, those of the one that took its place, for there it has to hold. */
function checkSchema(one: ManifestObject, versions: readonly Schemas[]): readonly Finding[] {
  const apiVersion = removalOf(one.apiVersion, one.kind)?.instead || one.apiVersion;
  const found = new Map<string, { fault: SchemaFault; minors: string[] }>();
  for (const schemas of versions) {
    const schema = schemaOf(schemas, apiVersion, one.kind);
    for (const fault of schema ? validate(one.value, schema, schemas) : []) {
      if (apiVersion !== one.apiVersion && fault.path.join() === "apiVersion") continue;
      const key = JSON.stringify([fault.path, fault.keyword, fault.keyword === "required" ? fault.name : ""]);
      const known = found.get(key) ?? { fault, minors: [] };
      known.minors.push(schemas.minor);
      found.set(key, known);
    }
  }
  const faults = [...found.values()].map(({ fault, minors }) => {
    const { message, hint } = tellFault(fault, one.written(fault.path));
    const ofValue = fault.keyword !== "required" && fault.keyword !== "unknown";
    const place = ofValue ? one.valuePlace(fault.path) : one.place(fault.path);
    return finding(place, "schema", message + concerned(minors, versions), hint);
  });
  return [...faults, ...sometimes(one, versions)];
}

/** An API that some of the versions do not serve. */
function sometimes(one: ManifestObject, versions: readonly Schemas[]): readonly Finding[] {
  const minors = unserved(one, versions).map((schemas) => schemas.minor);
  if (removalOf(one.apiVersion, one.kind) || minors.length === 0 || minors.length === versions.length) return [];
  const message = `«apiVersion» no puede ser «${one.apiVersion}»${concerned(minors, versions)}`;
  const hint = "usa una apiVersion que sirvan todas, o limita el hecho con since y until";
  return [finding(one.valuePlace(["apiVersion"]), "schema", message, hint)];
}

function concerned(minors: readonly string[], versions: readonly Schemas[]): string {
  return minors.length === versions.length ? "" : ` (en Kubernetes ${minors.join(", ")})`;
}
