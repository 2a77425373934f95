/** An object in; what the API server refuses of it, though its schema lets it pass, out. */

import { type Finding, finding } from "./finding.ts";
import {
  containers,
  field,
  items,
  type ManifestObject,
  type Mapping,
  mapping,
  type Path,
  podPath,
  text,
} from "./objects.ts";
import { didYouMean } from "./words.ts";

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^(|[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/;
const UNNAMED = "un Service de varios puertos da un nombre a cada uno";
const CURLY = /[“”‘’«»]/;
/** Kinds whose names may have colons and capitals. */
const ANY_NAME = new Set(["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"]);
const ONE_LABEL = new Set(["Namespace", "Service"]);

/** Everything that the API server refuses. */
export function checkAdmission(one: ManifestObject): readonly Finding[] {
  if (!one.apiVersion || !one.kind) return [];
  return [...objectName(one), ...labels(one), ...servicePorts(one), ...mounts(one), ...containerNames(one)];
}

function objectName(one: ManifestObject): readonly Finding[] {
  const fits = ONE_LABEL.has(one.kind) ? LABEL.test(one.name) : SUBDOMAIN.test(one.name) && one.name.length <= 253;
  if (one.name === "" || ANY_NAME.has(one.kind) || fits) return [];
  const message = `«${one.name}» no puede ser el nombre de ${one.kind}`;
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

/** A Service of several ports has to name each. */
function servicePorts(one: ManifestObject): readonly Finding[] {
  const ports = one.kind === "Service" ? items(one.value, "spec", "ports") : [];
  if (ports.length < 2) return [];
  return ports
    .filter(([, port]) => !port["name"])
    .map(([path]) => finding(one.place(path), "port-unnamed", UNNAMED, "añade «name»"));
}

/** What a container mounts must be a volume of its pod. */
function mounts(one: ManifestObject): readonly Finding[] {
  const pod = podPath(one);
  if (!pod) return [];
  const claims = items(one.value, "spec", "volumeClaimTemplates").map(([, claim]) => text(claim, "metadata", "name"));
  const known = [...items(one.value, ...pod, "spec", "volumes").map(([, volume]) => text(volume, "name")), ...claims];
  return containers(one).flatMap(([path]) =>
    items(one.value, ...path, "volumeMounts").flatMap(([where, mount]) => {
      const name = text(mount, "name");
      if (!name || known.includes(name)) return [];
      const hint =
        didYouMean(name, known) || (known.length > 0 ? `hay ${known.join(", ")}` : "decláralo en «volumes» del Pod");
      return [
        finding(
          one.valuePlace([...where, "name"]),
          "volume-unknown",
          `no hay ningún volumen «${name}» en el Pod`,
          hint,
        ),
      ];
    }),
  );
}

function containerNames(one: ManifestObject): readonly Finding[] {
  const seen = new Set<string>();
  return containers(one).flatMap(([path, container]: readonly [Path, Mapping]) => {
    const name = text(container, "name");
    const again = name !== "" && seen.has(name);
    seen.add(name);
    if (!again || field(one.value, ...path, "name") === undefined) return [];
    const message = `ya hay otro contenedor llamado «${name}» en el Pod`;
    return [finding(one.valuePlace([...path, "name"]), "container-duplicate", message, "dale otro nombre")];
  });
}
