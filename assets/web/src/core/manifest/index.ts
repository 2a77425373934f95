/**
 * The text of a manifest and the schemas of a Kubernetes version in; what is wrong with it, in Spanish, out.
 *
 *   readSchemas    what the site publishes as `api/v1/schemas/<minor>.json`
 *   checkManifest  everything that is wrong with a text, sorted by line
 *   readManifest   its objects, typed as kubectl types them, each field with its place
 *   holds          whether the objects of an answer pass one check of a task
 *   a, no          how a sentence names a kind: «un Service», «ninguna HTTPRoute»
 *   checkAlone, checkTogether   the two halves of checkManifest, for many texts that stand together
 */

export { type Finding, type Severity, sorted } from "./finding.ts";
export { a, no } from "./kinds.ts";
export type { ManifestObject, Mapping, Path, Place, Value } from "./objects.ts";
export type { TaskCheck } from "./task-check.ts";

export { checkAlone, checkManifest, type CheckOptions } from "./check.ts";
export { type Manifest, readManifest } from "./read.ts";
export { readSchemas, type Schemas } from "./schemas.ts";
export { holds } from "./task-check.ts";
export { checkTogether, type Part } from "./together.ts";
