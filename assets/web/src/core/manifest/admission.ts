/** An object in; what the API server refuses of it, though its schema lets it pass, out. */

import { isLabel, isSubdomain } from "./dns-names.ts";
import { type Finding, finding } from "./finding.ts";
import { checkGateway, checkRoute } from "./gateways.ts";
import { checkIngress } from "./ingresses.ts";
import { a } from "./kinds.ts";
import { type ManifestObject, mapping, type Path, podPath } from "./objects.ts";
import { checkPolicy } from "./policies.ts";
import { checkService } from "./services.ts";
import { checkWorkload } from "./workloads.ts";

const LABEL_VALUE = /^(|[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/;
const CURLY = /[“”‘’«»]/;
/** Kinds whose names may have colons and capitals. */
const ANY_NAME = new Set(["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"]);
const ONE_LABEL = new Set(["Namespace", "Service"]);

type Check = (one: ManifestObject, whole: boolean) => readonly Finding[];

/** What is asked of the kinds of one API, which may be of several versions. */
const APIS: readonly (readonly [apiVersion: RegExp, kind: RegExp, check: Check])[] = [
  [/^v1$/, /^Service$/, checkService],
  [/^networking\.k8s\.io\/v1$/, /^Ingress$/, checkIngress],
  [/^networking\.k8s\.io\/v1$/, /^NetworkPolicy$/, checkPolicy],
  [/^gateway\.networking\.k8s\.io\//, /^Gateway$/, checkGateway],
  [/^gateway\.networking\.k8s\.io\//, /Route$/, checkRoute],
  [/^((apps|batch)\/)?v1$/, /./, checkWorkload],
];

/**
 * Everything that the API server refuses. What is missing is told only where the object is `whole`: where nothing else
 * is wrong with it, for else it may be there under another name.
 */
export function checkAdmission(one: ManifestObject, whole: boolean): readonly Finding[] {
  if (!one.apiVersion || !one.kind) return [];
  const asked = APIS.filter(([apiVersion, kind]) => apiVersion.test(one.apiVersion) && kind.test(one.kind));
  return [...objectName(one), ...labels(one), ...asked.flatMap(([, , check]) => check(one, whole))];
}

function objectName(one: ManifestObject): readonly Finding[] {
  const fits = ONE_LABEL.has(one.kind) ? isLabel(one.name) : isSubdomain(one.name);
  if (one.name === "" || ANY_NAME.has(one.kind) || fits) return [];
  const message = `«${one.name}» no puede ser el nombre de ${a(one.kind)}`;
  const better = one.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  const hint = CURLY.test(one.name)
    ? `las comillas tipográficas no valen: ${better}`
    : `usa minúsculas, cifras y guiones${better ? `: ${better}` : ""}`;
  return [finding(one.valuePlace(["metadata", "name"]), "name-invalid", message, hint)];
}

function labels(one: ManifestObject): readonly Finding[] {
  const pod = podPath(one);
  const paths: readonly Path[] = [
    ["metadata", "labels"],
    ...(pod && pod.length > 0 ? [[...pod, "metadata", "labels"]] : []),
  ];
  return paths.flatMap((path) =>
    Object.entries(mapping(one.value, ...path)).flatMap(([key, value]) => {
      if (typeof value !== "string" || LABEL_VALUE.test(value)) return [];
      const message = `«${value}» no puede ser el valor de una etiqueta`;
      const hint = "letras, cifras, guiones, puntos y guiones bajos, sin espacios, hasta 63";
      return [finding(one.valuePlace([...path, key]), "name-invalid", message, hint)];
    }),
  );
}
