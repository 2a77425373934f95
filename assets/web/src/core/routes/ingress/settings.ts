/** The annotations of an Ingress in; the settings that ingress-nginx reads from them out. */

import { entries, text } from "../fields.ts";
import { at } from "../objects.ts";
import type { KubernetesObject } from "../types.ts";

/** What the annotations of ingress-nginx begin with. */
export const PREFIX = "nginx.ingress.kubernetes.io/";

/** What an Ingress asks of all its locations; the defaults are the controller's. */
export interface Settings {
  readonly rewriteTarget: string;
  readonly useRegex: boolean;
  readonly appRoot: string;
  readonly sslRedirect: boolean;
  readonly forceSslRedirect: boolean;
  readonly preserveTrailingSlash: boolean;
  readonly redirect: string;
  readonly redirectCode: number;
  readonly upstreamHost: string;
  readonly aliases: readonly string[];
}

const TARGET = /^\/?[-._~a-zA-Z0-9/:$]*$/;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["1", "t", "T", "TRUE", "true", "True"].map((word) => [word, true] as const),
  ...["0", "f", "F", "FALSE", "false", "False"].map((word) => [word, false] as const),
]);
// They change who answers, in ways that are not told here.
const UNKNOWN = [
  "allowlist-",
  "auth-",
  "canary",
  "custom-http-errors",
  "default-backend",
  "denylist-",
  "enable-modsecurity",
  "from-to-www-redirect",
  "mirror-",
  "satisfy",
  "ssl-passthrough",
  "whitelist-",
] as const;

/** The settings of one Ingress; an invalid value counts as absent. */
export function settingsOf(ingress: KubernetesObject): Settings {
  const found = annotations(ingress);
  const flag = (name: string, otherwise: boolean): boolean => BOOLEANS.get(found.get(name) ?? "") ?? otherwise;
  const target = (name: string): string => {
    const value = found.get(name) ?? "";
    return TARGET.test(value) ? value : "";
  };
  const root = target("app-root");
  const [redirect, redirectCode] = redirectOf(found);
  return {
    rewriteTarget: target("rewrite-target"),
    useRegex: flag("use-regex", false),
    appRoot: root.startsWith("/") ? root : "",
    sslRedirect: flag("ssl-redirect", true),
    forceSslRedirect: flag("force-ssl-redirect", false),
    preserveTrailingSlash: flag("preserve-trailing-slash", false),
    redirect,
    redirectCode,
    upstreamHost: found.get("upstream-vhost") ?? "",
    aliases: aliasesOf(found.get("server-alias") ?? ""),
  };
}

/** The settings of the catch-all's default backend: the controller leaves redirects and rewrites out of it. */
export const asDefault = (settings: Settings): Settings => ({
  ...settings,
  rewriteTarget: "",
  useRegex: false,
  appRoot: "",
  redirect: "",
});

/** The settings of what no Ingress asks for. */
export const NONE: Settings = settingsOf({});

/** The annotations that change who answers in ways that are not told here. */
export function unknownAnnotations(ingress: KubernetesObject): readonly string[] {
  const names = [...annotations(ingress).keys()].filter((name) => UNKNOWN.some((start) => name.startsWith(start)));
  return names.sort().map((name) => PREFIX + name);
}

/** The annotations with configuration of nginx, which the controller refuses unless its administrator allows them. */
export function snippets(ingress: KubernetesObject): readonly string[] {
  const names = [...annotations(ingress).keys()].filter((name) => name.endsWith("-snippet"));
  return names.sort().map((name) => PREFIX + name);
}

function annotations(ingress: KubernetesObject): ReadonlyMap<string, string> {
  const all = entries(at(ingress, "metadata", "annotations"));
  return new Map(
    all.filter(([name]) => name.startsWith(PREFIX)).map(([name, value]) => [name.slice(PREFIX.length), text(value)]),
  );
}

/** A temporal redirect wins over a permanent one; a code out of its range falls back. */
function redirectOf(found: ReadonlyMap<string, string>): readonly [string, number] {
  for (const [kind, usual, highest] of [["temporal", 302, 307], ["permanent", 301, 308]] as const) {
    const url = found.get(`${kind}-redirect`) ?? "";
    const code = found.get(`${kind}-redirect-code`) ?? "";
    if (/^https?:/i.test(url)) return [url, /^\d+$/.test(code) && Number(code) >= 300 && Number(code) <= highest ? Number(code) : usual];
  }
  return ["", 301];
}

function aliasesOf(names: string): readonly string[] {
  return [...new Set(names.split(",").map((name) => name.trim()))].filter(Boolean).sort();
}
