/** Objects that stand together in; routes that no listener of the Gateway they name takes out. */

import { finding } from "./finding.ts";
import { ofTitled, titled } from "./kinds.ts";
import { isRoute } from "./naming.ts";
import { field, items, type ManifestObject, type Mapping, text } from "./objects.ts";
import type { Placed, Shown } from "./shown.ts";

/** Routes of a namespace or of hosts that none of those listeners admits that they ask for. */
export function checkAttachment(all: readonly Shown[]): readonly Placed[] {
  return all
    .filter(({ object }) => isRoute(object))
    .flatMap((one) =>
      items(one.object.value, "spec", "parentRefs").flatMap(([path, parent]) => {
        const gateways = all.map(({ object }) => object).filter((other) => isParent(other, parent, one.object));
        const refusals = gateways.map((gateway) => refusal(one.object, gateway, listeners(gateway, parent)));
        const [said] = refusals;
        if (!said || refusals.includes(undefined)) return [];
        const place = one.object.valuePlace([...path, "name"]);
        return [{ text: one.text, finding: finding(place, "route-refused", ...said) }];
      }),
    );
}

function isParent(gateway: ManifestObject, parent: Mapping, route: ManifestObject): boolean {
  const namespace = text(parent, "namespace") || route.namespace;
  const named = gateway.name === text(parent, "name") && gateway.namespace === namespace;
  return gateway.kind === "Gateway" && (text(parent, "kind") || "Gateway") === "Gateway" && named;
}

/** The listeners that a parentRef asks for; all, where it names none. */
function listeners(gateway: ManifestObject, parent: Mapping): readonly Mapping[] {
  const { sectionName, port } = parent;
  return items(gateway.value, "spec", "listeners")
    .map(([, listener]) => listener)
    .filter((one) => (!sectionName || one["name"] === sectionName) && (!port || one["port"] === port));
}

/** What to say where none of the listeners takes the route: first of its namespace, then of its hosts. */
function refusal(
  route: ManifestObject,
  gateway: ManifestObject,
  asked: readonly Mapping[],
): readonly [message: string, hint: string] | undefined {
  if (asked.length === 0) return undefined;
  const open = asked.filter((one) => {
    const from = text(one, "allowedRoutes", "namespaces", "from") || "Same";
    return from !== "Same" || route.namespace === gateway.namespace;
  });
  if (open.length === 0) {
    const message = `el Gateway «${gateway.name}» solo admite rutas de su namespace («${gateway.namespace}»)`;
    const hint = "pon allowedRoutes.namespaces.from: All en su listener";
    return [`${message}, y ${titled(route)} está en «${route.namespace}»`, hint];
  }
  const wanted = hosts(field(route.value, "spec", "hostnames"));
  const served = open.flatMap((one) => text(one, "hostname") || []);
  if (wanted.length === 0 || served.length < open.length) return undefined;
  if (wanted.some((host) => served.some((other) => overlap(host, other)))) return undefined;
  const message = `ningún listener del Gateway «${gateway.name}» atiende los nombres ${ofTitled(route)}`;
  return [message, `atienden ${[...new Set(served)].join(", ")}`];
}

function hosts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((host) => typeof host === "string") : [];
}

/** Whether two hosts, each perhaps with a wildcard for its first labels, have a name in common. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  const covers = (wide: string, host: string) => wide.startsWith("*.") && host.endsWith(wide.slice(1));
  return a === b || covers(a, b) || covers(b, a);
}
