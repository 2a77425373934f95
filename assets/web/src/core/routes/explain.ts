/** Kubernetes objects and a request in; which rule takes it, what reaches the backend, and why, out. */

import { explainGateway } from "./gateway/explain.ts";
import { explainIngress } from "./ingress/explain.ts";
import type { Controller, Explanation, KubernetesObject, RouteRequest } from "./types.ts";

/** Whose rules the objects ask for: Ingress, Gateway or both. */
export function controllersOf(objects: readonly KubernetesObject[]): readonly Controller[] {
  const kinds = new Set(objects.map((object) => object["kind"]));
  const found: Controller[] = [];
  if (kinds.has("Ingress")) found.push("ingress");
  if (kinds.has("Gateway") || kinds.has("HTTPRoute")) found.push("gateway");
  return found;
}

/** Explains a request by the rules of `controller`; where none is told, by those of the first one that the objects ask for. */
export function explainRequest(
  objects: readonly KubernetesObject[],
  request: RouteRequest,
  controller: Controller = controllersOf(objects)[0] ?? "ingress",
): Explanation {
  return controller === "ingress" ? explainIngress(objects, request) : explainGateway(objects, request);
}
