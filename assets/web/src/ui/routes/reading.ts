/** The text of manifests in; what one can ask of them out: objects, pods, Gateways, and where each part stands. */

import { type Manifest, readManifest } from "../../core/manifest/read.ts";
import { type Controller, controllersOf, type KubernetesObject } from "../../core/routes/index.ts";
import { keyOf, ofKind } from "../../core/routes/objects.ts";
import { type Cluster, clusterOf } from "../../core/routes/policy.ts";
import type { View } from "./state.ts";

export interface Reading {
  readonly text: string;
  readonly manifest: Manifest;
  readonly objects: readonly KubernetesObject[];
  readonly cluster: Cluster;
  readonly controllers: readonly Controller[];
  /** `namespace/name`. */
  readonly gateways: readonly string[];
  readonly views: readonly View[];
  /** The line of a part of an object, from 1. */
  line(index: number, place: readonly (string | number)[]): number | null;
}

/** Reads the text; what is no YAML is left out. */
export function reading(text: string): Reading {
  const manifest = readManifest(text);
  const objects = manifest.objects.map(({ value }) => value);
  const cluster = clusterOf(objects);
  const controllers = controllersOf(objects);
  return {
    text,
    manifest,
    objects,
    cluster,
    controllers,
    gateways: ofKind(objects, "Gateway").map(({ object }) => keyOf(object)),
    views: viewsOf(controllers, cluster),
    line: (index, place) => manifest.objects[index]?.place(place).line ?? null,
  };
}

/** Pods without policies can be asked too: then everything passes. */
function viewsOf(controllers: readonly Controller[], { pods, policies }: Cluster): View[] {
  const views: View[] = controllers.length > 0 ? ["request"] : [];
  return pods.size > 0 && (policies.length > 0 || views.length === 0) ? [...views, "connection"] : views;
}
