/** Gateway API objects in; which routes hold at a listener, for which hosts, or why they do not, out. */

import { type Labels, unmet } from "../labels.ts";
import { ofKind } from "../objects.ts";
import { nameOf, namespacesOf, podsOf } from "../pods.ts";
import type { KubernetesObject } from "../types.ts";
import { sayGateway } from "../messages.ts";
import { common } from "./hosts.ts";
import type { Gateway, Listener, Route } from "./rules.ts";

/** The hosts for which a route holds at a listener; none, and why. */
export interface Attachment {
  readonly hosts: readonly string[];
  readonly why: string;
}

/** The labels of every namespace. */
export type Namespaces = ReadonlyMap<string, Labels>;

/** The labels of the namespaces among the objects. */
export const namespacesIn = (objects: readonly KubernetesObject[]): Namespaces => namespacesOf(objects, podsOf(objects).values());

/** Whether the class of a Gateway exists; without any among the objects, each does. */
export function hasClass(objects: readonly KubernetesObject[], gateway: Gateway): boolean {
  const classes = ofKind(objects, "GatewayClass");
  return classes.length === 0 || classes.some(({ object }) => nameOf(object) === gateway.className);
}

/** The listeners of a port. Of those that want the same host none is served. */
export function listenersAt(gateway: Gateway, port: number): readonly Listener[] {
  const there = gateway.listeners.filter((listener) => listener.port === port);
  return there.filter(({ host }) => there.filter((other) => other.host === host).length === 1);
}

/** Whether and for which hosts a route holds at a listener. */
export function attach(route: Route, gateway: Gateway, listener: Listener, namespaces: Namespaces): Attachment {
  const aside = (why: string): Attachment => ({ hosts: [], why });
  const named = route.parents.filter(({ gateway: key, isGateway }) => isGateway && key === gateway.key);
  if (named.length === 0) return aside(sayGateway.otherParent(gateway.key));
  const sections = named.filter(({ section }) => ["", listener.name].includes(section));
  if (sections.length === 0) return aside(sayGateway.otherSection(named[0]?.section ?? "", listener.name));
  const ports = sections.filter(({ port }) => port === null || port === listener.port);
  if (ports.length === 0) return aside(sayGateway.otherPort(sections[0]?.port ?? 0, listener.port));
  if (!listener.takesHttp) return aside(sayGateway.otherKinds(listener.name));
  const barred = barredFrom(route.namespace, gateway, listener, namespaces);
  if (barred) return aside(barred);
  const hosts = route.hosts.map((host) => common(listener.host, host)).filter((host) => host !== null);
  return hosts.length > 0 ? { hosts, why: "" } : aside(sayGateway.noCommonHost(listener.name, listener.host));
}

function barredFrom(namespace: string, gateway: Gateway, { name, from, selector }: Listener, namespaces: Namespaces): string | null {
  if (from === "All") return null;
  if (from === "Selector") {
    const labels = namespaces.get(namespace) ?? new Map([["kubernetes.io/metadata.name", namespace]]);
    const why = unmet(selector, labels);
    return why === null ? null : sayGateway.notSelected(namespace, name, why);
  }
  return namespace === gateway.object.namespace ? null : sayGateway.notSame(namespace, name);
}
