/** A Pod, or what makes pods, in; what the API server refuses of its containers, ports and numbers out. */

import { isLabel, isPortName, PORT_NAME } from "./dns-names.ts";
import { type Finding, finding } from "./finding.ts";
import { a } from "./kinds.ts";
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
import { nanos } from "./quantities.ts";
import { didYouMean } from "./words.ts";

const RULE = "workload-invalid";
/** Kinds whose pods start again always; those of a Job end. */
const ENDLESS = new Set(["DaemonSet", "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"]);
const FINITE = new Set(["Job", "CronJob"]);

/** Everything that is refused; what is missing only where `whole`. */
export function checkWorkload(one: ManifestObject, whole: boolean): readonly Finding[] {
  const boxes = containers(one);
  return [
    ...replicas(one),
    ...restarts(one, whole),
    ...mounts(one),
    ...repeatedNames(one),
    ...boxes.flatMap(([path, container]) => nameFault(one, path, container)),
    ...(whole ? boxes.flatMap(([path, container]) => imageFault(one, path, container)) : []),
    ...boxes.flatMap(([path]) => portNames(one, path)),
    ...boxes.flatMap(([path]) => resources(one, path)),
  ];
}

function replicas(one: ManifestObject): readonly Finding[] {
  const value = ENDLESS.has(one.kind) ? field(one.value, "spec", "replicas") : undefined;
  if (typeof value !== "number" || value >= 0) return [];
  return [finding(one.valuePlace(["spec", "replicas"]), RULE, `«replicas» no puede ser ${value}`, "escribe 0 o más")];
}

function restarts(one: ManifestObject, whole: boolean): readonly Finding[] {
  const pod = podPath(one);
  if (!pod) return [];
  const path = [...pod, "spec", "restartPolicy"];
  const value = text(one.value, ...path);
  if (ENDLESS.has(one.kind) && (value === "OnFailure" || value === "Never")) {
    const message = `los Pods de ${a(one.kind)} no pueden llevar «restartPolicy: ${value}»`;
    return [finding(one.valuePlace(path), RULE, message, "escribe Always, o quítalo: es el valor por defecto")];
  }
  if (!FINITE.has(one.kind) || (value !== "" && value !== "Always") || (value === "" && !whole)) return [];
  const message = value
    ? `los Pods de ${a(one.kind)} no pueden llevar «restartPolicy: Always»`
    : `falta «restartPolicy» en el Pod de ${a(one.kind)}`;
  const place = value ? one.valuePlace(path) : one.place([...pod, "spec"]);
  return [finding(place, RULE, message, "escribe «restartPolicy: Never» u «OnFailure»")];
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
      const message = `no hay ningún volumen «${name}» en el Pod`;
      return [finding(one.valuePlace([...where, "name"]), "volume-unknown", message, hint)];
    }),
  );
}

function repeatedNames(one: ManifestObject): readonly Finding[] {
  const seen = new Set<string>();
  return containers(one).flatMap(([path, container]) => {
    const name = text(container, "name");
    const again = name !== "" && seen.has(name);
    seen.add(name);
    if (!again) return [];
    const message = `ya hay otro contenedor llamado «${name}» en el Pod`;
    return [finding(one.valuePlace([...path, "name"]), "container-duplicate", message, "dale otro nombre")];
  });
}

function nameFault(one: ManifestObject, path: Path, { name }: Mapping): readonly Finding[] {
  if (typeof name !== "string" || name === "" || isLabel(name)) return [];
  const better = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const hint = `usa minúsculas, cifras y guiones${isLabel(better) ? `: ${better}` : ", hasta 63"}`;
  const message = `«${name}» no puede ser el nombre de un contenedor`;
  return [finding(one.valuePlace([...path, "name"]), "name-invalid", message, hint)];
}

function imageFault(one: ManifestObject, path: Path, { name, image }: Mapping): readonly Finding[] {
  if (image !== undefined && image !== "") return [];
  const message = `al contenedor «${String(name)}» le falta «image»`;
  return [finding(one.place(path), RULE, message, "escribe su imagen: «image: nginx:1.29»")];
}

function portNames(one: ManifestObject, path: Path): readonly Finding[] {
  const seen = new Set<string>();
  return items(one.value, ...path, "ports").flatMap(([where, { name }]) => {
    if (typeof name !== "string" || name === "") return [];
    const again = seen.has(name);
    seen.add(name);
    const place = one.valuePlace([...where, "name"]);
    if (!isPortName(name)) return [finding(place, RULE, `«${name}» no puede ser el nombre de un puerto`, PORT_NAME)];
    const message = `ya hay otro puerto llamado «${name}» en el contenedor`;
    return again ? [finding(place, RULE, message, "dale otro nombre")] : [];
  });
}

/** What a container asks for must be no more than it may have. */
function resources(one: ManifestObject, path: Path): readonly Finding[] {
  const { requests, limits } = mapping(one.value, ...path, "resources");
  return Object.keys(mapping(requests)).flatMap((name) => {
    const where = [...path, "resources", "requests", name];
    const [asked, most] = [text(requests, name), text(limits, name)];
    const [less, more] = [nanos(asked), nanos(most)];
    if (less === undefined || more === undefined || less <= more) return [];
    const message = `pide más ${name} (${asked}) que su límite (${most})`;
    return [finding(one.valuePlace(where), RULE, message, `escribe ${most} o menos, o sube «limits.${name}»`)];
  });
}
