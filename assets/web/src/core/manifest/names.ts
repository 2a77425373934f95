/** Objects that stand together in; names by which they miss each other out. */

import { isLike } from "./alike.ts";
import { finding } from "./finding.ts";
import { backends, certificates, isRoute, type Named, names, parents } from "./naming.ts";
import { ofTitled, the, titled } from "./kinds.ts";
import { items, type ManifestObject, type Value } from "./objects.ts";
import { beside, type Placed, type Shown } from "./shown.ts";
import { didYouMean } from "./words.ts";

const LIKE = 0.7;

/** Names of objects that are not there, or are in another namespace, and ports that their Services do not have. */
export function checkNames(all: readonly Shown[]): readonly Placed[] {
  return all.flatMap((one) =>
    names(one.object).flatMap((named) => {
      const rivals = all.filter((other) => isOf(other.object, named.kind, named.namespace));
      const matches = rivals.filter((other) => other.object.name === named.name);
      if (matches.length > 0) return unknownPort(one, named, matches);
      return elsewhere(all, one, named) ?? (isMeant(one, named, rivals) ? unmatched(one, named, rivals) : []);
    }),
  );
}

/** Routes of a page that does not show the Gateway they hang from. */
export function checkParents(all: readonly Shown[]): readonly Placed[] {
  return all.flatMap((one) =>
    parents(one.object)
      .filter((named) => !all.some((other) => isOf(other.object, "Gateway", named.namespace)))
      .map((named) => {
        const message = `el Gateway «${named.name}» ${ofTitled(one.object)} no está en la página`;
        return put(one, named, "parent-absent", message, "enséñalo en la misma página");
      }),
  );
}

/** Routes that name a listener that their Gateway does not have. */
export function checkSections(all: readonly Shown[]): readonly Placed[] {
  return all
    .filter(({ object }) => isRoute(object))
    .flatMap((one) =>
      items(one.object.value, "spec", "parentRefs").flatMap(([path, parent]) => {
        const section = parent["sectionName"];
        const named = (parent["kind"] ?? "Gateway") === "Gateway" ? parent["name"] : undefined;
        const gateways = all.filter((other) => other.object.kind === "Gateway" && other.object.name === named);
        const known = gateways.flatMap(({ object }) =>
          items(object.value, "spec", "listeners").map(([, item]) => String(item["name"])),
        );
        if (!section || gateways.length === 0 || known.includes(String(section))) return [];
        const message = `ningún listener del Gateway «${parent["name"]}» se llama «${section}»`;
        const hint = didYouMean(String(section), known) || (known.length > 0 ? `tiene ${known.join(", ")}` : "");
        return [put(one, { path: [...path, "sectionName"] }, "section-unknown", message, hint)];
      }),
    );
}

/** Objects of another namespace that a Gateway or a route uses and that no ReferenceGrant of that namespace lends. */
export function checkGrants(all: readonly Shown[]): readonly Placed[] {
  return all.flatMap((one) => {
    const used = isRoute(one.object)
      ? backends(one.object)
      : one.object.kind === "Gateway"
        ? certificates(one.object)
        : [];
    return used
      .filter(
        (named) =>
          named.namespace !== one.object.namespace && isTold(all, one, named) && !isGranted(all, one.object, named),
      )
      .map((named) => {
        const used = `su ${named.kind} «${named.name}»`;
        const message = `ningún ReferenceGrant de «${named.namespace}» deja que ${titled(one.object)} use ${used}`;
        return put(
          one,
          named,
          "grant-missing",
          message,
          `crea uno en «${named.namespace}» con from: ${one.object.kind} de «${one.object.namespace}»`,
        );
      });
  });
}

/** Whether the manifest has the used object, or a grant of its namespace: otherwise, the cluster may have both. */
function isTold(all: readonly Shown[], one: Shown, named: Named): boolean {
  const own = beside(all, one);
  return own.some(
    ({ object }) => object.namespace === named.namespace && [named.kind, "ReferenceGrant"].includes(object.kind),
  );
}

function isGranted(all: readonly Shown[], one: ManifestObject, named: Named): boolean {
  return all.some(({ object }) => {
    if (object.kind !== "ReferenceGrant" || object.namespace !== named.namespace) return false;
    const from = items(object.value, "spec", "from").some(
      ([, item]) => item["kind"] === one.kind && item["namespace"] === one.namespace,
    );
    const to = items(object.value, "spec", "to").some(
      ([, item]) => item["kind"] === named.kind && (!item["name"] || item["name"] === named.name),
    );
    return from && to;
  });
}

/**
 * Whether a name that is not there must be a slip: unrelated examples may stand on one page.
 *
 * A route without its Gateway is nothing; other names must match inside a manifest, or be almost right.
 */
function isMeant(one: Shown, named: Named, rivals: readonly Shown[]): boolean {
  if (rivals.length === 0) return false;
  const own = beside(rivals, one).length > 0;
  const almost = isLike(
    named.name,
    rivals.map(({ object }) => object.name),
    LIKE,
  );
  return named.kind === "Gateway" || (named.loose ? own && almost : own || almost);
}

function unmatched(one: Shown, named: Named, rivals: readonly Shown[]): readonly Placed[] {
  const message = `${titled(one.object)} nombra ${the(named.kind)} «${named.name}», que no está aquí`;
  const known = [...new Set(rivals.map(({ object }) => object.name))].sort();
  return [put(one, named, "ref-unmatched", message, didYouMean(named.name, known) || `aquí hay ${known.join(", ")}`)];
}

/** The object of that name that the same manifest puts into another namespace. */
function elsewhere(all: readonly Shown[], one: Shown, named: Named): readonly Placed[] | undefined {
  const found = beside(all, one).find(({ object }) => object.kind === named.kind && object.name === named.name);
  if (!found || !named.namespace || found.object.namespace === named.namespace) return undefined;
  const there = `${the(named.kind)} «${named.name}» está en el namespace «${found.object.namespace}»`;
  const message = `${there}, y ${titled(one.object)} lo busca en «${named.namespace}»`;
  const says = isRoute(one.object) || one.object.kind === "Gateway"; // these name the namespace too
  const hint = says
    ? `añade «namespace: ${found.object.namespace}» junto a ese «name», o ponlos en el mismo`
    : "ponlos en el mismo, o corrige el namespace de uno";
  return [put(one, named, "namespace-mismatch", message, hint)];
}

/** The port that is asked of a Service and that none of those of that name has. */
function unknownPort(one: Shown, named: Named, matches: readonly Shown[]): readonly Placed[] {
  const known = matches.flatMap(({ object }) => servicePorts(object));
  if (named.kind !== "Service" || named.port === undefined || named.port === null || known.includes(named.port))
    return [];
  const message = `el Service «${named.name}» no tiene el puerto ${named.port}`;
  const has = [...new Set(known.map(String))].sort().join(", ");
  const hint = has ? `tiene ${has}` : "no tiene ninguno";
  return [put(one, { path: [...named.path.slice(0, -1), "port"] }, "ref-unmatched", message, hint)];
}

function servicePorts(service: ManifestObject): readonly Value[] {
  return items(service.value, "spec", "ports").flatMap(([, item]) =>
    ["port", "name"].flatMap((key) => item[key] ?? []),
  );
}

function isOf(one: ManifestObject, kind: string, namespace: string): boolean {
  return one.kind === kind && (namespace === "" || one.namespace === namespace);
}

function put(one: Shown, { path }: Pick<Named, "path">, rule: string, message: string, hint: string): Placed {
  return { text: one.text, finding: finding(one.object.valuePlace(path), rule, message, hint) };
}
