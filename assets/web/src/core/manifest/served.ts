/** An object, or a document that is no YAML, and the schemas of some versions in; what is wrong with its API out. */

import { nearest } from "../command/nearest.ts";
import type { DocumentText } from "./documents.ts";
import { type Finding, finding } from "./finding.ts";
import { isMapping, type ManifestObject } from "./objects.ts";
import { removalOf } from "./removals.ts";
import { isServed, type Schemas } from "./schemas.ts";
import { didYouMean, type Told } from "./words.ts";

// What programs read from a file and no API serves: there is no schema to hold them against.
const FILE_GROUPS = new Set([
  "apiserver.config.k8s.io",
  "audit.k8s.io",
  "client.authentication.k8s.io",
  "kubeadm.k8s.io",
  "kubelet.config.k8s.io",
  "kubeproxy.config.k8s.io",
  "kubescheduler.config.k8s.io",
  "kustomize.config.k8s.io",
]);
const FILE_KINDS = new Set(["v1/Config", "v1/List", "apiserver.config.k8s.io/v1/EncryptionConfiguration"]);
const API = /^(\s*apiVersion:\s*['"]?)([\w./-]+)/;
const KIND = /^\s*kind:\s*['"]?(\w+)/;

/** The versions that do not serve the object. */
export function unserved(one: ManifestObject, versions: readonly Schemas[]): readonly Schemas[] {
  const { apiVersion, kind } = one;
  if (!apiVersion || !kind || FILE_GROUPS.has(group(apiVersion)) || FILE_KINDS.has(`${apiVersion}/${kind}`)) return [];
  return versions.filter((schemas) => !isServed(schemas, apiVersion, kind));
}

/** An API that none of the versions serves, and an object that says only half of which API it is of. */
export function checkApi(one: ManifestObject, versions: readonly Schemas[], fragments: boolean): readonly Finding[] {
  if (versions.length > 0 && unserved(one, versions).length === versions.length) {
    return [unservedFinding(one, versions)];
  }
  const missing = ["apiVersion", "kind"].filter((name) => !one.value[name]);
  const meant = missing.length === 1 ? "spec" in one.value : !fragments && isMapping(one.value["metadata"]);
  if (missing.length === 0 || !meant) return [];
  const message = `al objeto le falta «${missing.join("» y «")}»`;
  const alike = (key: string, name: string) => key !== name && key.toLowerCase() === name.toLowerCase();
  const slip = Object.keys(one.value).find((key) => missing.some((name) => alike(key, name)));
  const right = missing.find((name) => slip && alike(slip, name));
  const hint = slip ? `escribe «${right}», no «${slip}»` : "sin ello, kubectl no lo acepta";
  return [finding(one.place(slip ? [slip] : []), "api-incomplete", message, hint)];
}

/** Removed APIs in a document that is no YAML, read line by line: mended, it would still not do. */
export function checkBroken(piece: DocumentText, versions: readonly Schemas[]): readonly Finding[] {
  const found: Finding[] = [];
  let api: { version: string; line: number; column: number } | undefined;
  for (const [index, line] of piece.lines.entries()) {
    const written = API.exec(line);
    const kind = KIND.exec(line)?.[1];
    if (written)
      api = { version: written[2] ?? "", line: piece.line + index + 1, column: (written[1] ?? "").length + 1 };
    else if (api && kind) {
      if (removalOf(api.version, kind)) {
        const { message, hint } = toldUnserved(api.version, kind, versions);
        const place = { line: api.line, column: api.column, endColumn: api.column + api.version.length };
        found.push(finding(place, "api-removed", message, hint));
      }
      api = undefined;
    }
  }
  return found;
}

function unservedFinding(one: ManifestObject, versions: readonly Schemas[]): Finding {
  const { message, hint } = toldUnserved(one.apiVersion, one.kind, versions);
  const all = versions.flatMap(kinds);
  const slip = all.some(([version]) => version === one.apiVersion) && !all.some(([, kind]) => kind === one.kind);
  const severity = isForeign(one.apiVersion, all) ? "warning" : "error";
  return finding(one.valuePlace([slip ? "kind" : "apiVersion"]), "api-removed", message, hint, severity);
}

/** What to say about an apiVersion and kind that no version serves, and the cure. */
function toldUnserved(apiVersion: string, kind: string, versions: readonly Schemas[]): Told {
  const message = `ninguna versión admitida de Kubernetes sirve ${kind} en «${apiVersion}»`;
  const removal = removalOf(apiVersion, kind);
  if (removal) {
    const hint = removal.instead ? `usa apiVersion: ${removal.instead}` : "no tiene sustituto directo";
    return { message: `${message}: se retiró en la ${removal.minor}`, hint };
  }
  const all = versions.slice(-1).flatMap(kinds);
  if (isForeign(apiVersion, all)) return { message, hint: "si es un recurso propio (CRD), aquí no se puede revisar" };
  const elsewhere = all.filter(([, known]) => known === kind).map(([version]) => version);
  const best = elsewhere.find((version) => !/v\d+(alpha|beta)/.test(version)) ?? elsewhere[0];
  if (best) return { message, hint: `${kind} está en apiVersion: ${best}` };
  const here = all.filter(([version]) => version === apiVersion).map(([, known]) => known);
  const meant = didYouMean(kind, here.length > 0 ? here : all.map(([, known]) => known));
  return { message, hint: meant || "revisa apiVersion y kind con «kubectl api-resources»" };
}

type Kind = readonly [apiVersion: string, kind: string];

function kinds(schemas: Schemas): readonly Kind[] {
  return Object.keys(schemas.kinds).map((identity) => {
    const cut = identity.lastIndexOf("/");
    return [identity.slice(0, cut), identity.slice(cut + 1)];
  });
}

/** Whether an API is of a group that is none of Kubernetes', nor like one: what a cluster may have been taught. */
function isForeign(apiVersion: string, all: readonly Kind[]): boolean {
  const own = group(apiVersion);
  const groups = all.map(([version]) => group(version));
  return apiVersion.includes("/") && own.includes(".") && !groups.includes(own) && nearest(own, groups) === null;
}

function group(apiVersion: string): string {
  return apiVersion.split("/")[0] ?? "";
}
