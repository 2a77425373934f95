/** A text in; it copied, saved as a file, or carried by an address out. */

import { type ManifestObject, readManifest } from "../../core/manifest/index.ts";
import { packed } from "../carried-text.ts";
import { h } from "../dom.ts";

/** Whether the browser let it be copied. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** The text as a file among the downloads. */
export function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** `ingress-pay.yaml`, after the first object; `manifiesto.yaml` while there is none. */
export function fileName(text: string): string {
  const [first] = readManifest(text).objects;
  const words = first ? [first.kind, first.name].map((word) => word.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-").replaceAll(/^-+|-+$/g, "")) : [];
  const name = words.filter(Boolean).join("-").slice(0, 80);
  return `${name || "manifiesto"}.yaml`;
}

/** The address of the workshop with this text in it. */
export async function workshopLink(text: string): Promise<string> {
  return new URL(`#m=${await packed(text)}`, location.href).href;
}

const ROUTED: ReadonlySet<string> = new Set(["Ingress", "HTTPRoute", "NetworkPolicy"]);

/** Whether the route explorer has something to say about these objects. */
export const routes = (objects: readonly ManifestObject[]): boolean => objects.some(({ kind }) => ROUTED.has(kind));

/** The address of the route explorer with this text in it. */
export async function routesLink(text: string): Promise<string> {
  return new URL(`../rutas/#m=${await packed(text)}`, new URL(".", location.href)).href;
}
