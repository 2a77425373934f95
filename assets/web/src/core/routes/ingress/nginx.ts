/** Servers with locations and a request in; which one nginx takes, and what it then does, out. */

import { fitsExpression, pcre } from "../regular-expressions.ts";
import { hostHeader, sentPath } from "../sent.ts";
import type { RouteRequest } from "../types.ts";
import { CATCH_ALL, type Location, rewrites, type Server } from "./servers.ts";
import { escaped, readUri, unshifted, type Uri, written } from "./uri.ts";

/** A request as nginx sees it. */
export interface Arrival {
  readonly scheme: "http" | "https";
  /** In small letters, without port or a dot at its end. */
  readonly host: string;
  readonly hostHeader: string;
  /** As it was sent, with the query. */
  readonly sent: string;
  readonly uri: Uri;
}

/** What happens in a server; `to` is where a redirect points. */
export type Verdict =
  | { readonly kind: "app-root" | "slash" | "https"; readonly location: Location; readonly code: number; readonly to: string }
  | { readonly kind: "redirect"; readonly location: Location; readonly code: number; readonly to: string | null }
  | { readonly kind: "built-in"; readonly code: number }
  | { readonly kind: "not-found" | "unavailable" | "nothing-left" | "unknown"; readonly location: Location }
  | { readonly kind: "proxied"; readonly location: Location; readonly path: string; readonly host: string };

/** The request, or null where nginx answers 400 before it looks at any rule. */
export function arrivalOf(request: RouteRequest): Arrival | null {
  const scheme = request.scheme ?? "http";
  const sent = sentPath(request.path);
  const uri = readUri(sent);
  const host = request.host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
  if (!uri || !host || host.includes("..") || /[\s/\\\0]/.test(host)) return null;
  const port = request.port ?? (scheme === "https" ? 443 : 80);
  return { scheme, host, hostHeader: hostHeader(request.host, port, scheme), sent, uri };
}

/** The server for a host: its own name first, then an alias, then a wildcard, which stands for one label. */
export function serverFor(servers: readonly Server[], host: string): Server | undefined {
  return (
    servers.find((server) => server.host === host) ??
    servers.find(({ aliases }) => aliases.includes(host)) ??
    servers.find((server) => coversOneLabel(server.host, host)) ??
    servers.find((server) => server.host === CATCH_ALL)
  );
}

/** Whether a host with `*.` stands for another: the asterisk is exactly one label. */
export function coversOneLabel(wildcard: string, host: string): boolean {
  const dot = host.indexOf(".");
  return wildcard.startsWith("*.") && host.slice(dot) === wildcard.slice(1) && /^[\w-]+$/.test(host.slice(0, dot));
}

/** Whether a location takes a path, were it alone. */
export function takes(location: Location, path: string, byRegex: boolean): boolean {
  const own = written(location.path);
  if (!byRegex) return location.exact ? path === own : path.startsWith(own);
  return fitsExpression(pcre(`^${own}`), path);
}

/** What the server does with the request. */
export function verdict(server: Server, arrival: Arrival, servers: readonly Server[]): Verdict {
  const root = server.locations.find(({ settings }) => settings.appRoot);
  if (root && arrival.uri.path === "/") {
    const to = filled(`$scheme://$http_host${root.settings.appRoot}`, arrival, []);
    return to === null ? { kind: "unknown", location: root } : { kind: "app-root", location: root, code: 302, to };
  }
  const { path, query } = arrival.uri;
  const location = server.byRegex ? server.locations.find((each) => takes(each, path, true)) : plainLocation(server, path);
  if (!location) return { kind: "built-in", code: path.startsWith("/healthz") ? 200 : 403 };
  if (!server.byRegex && written(location.path) === `${path}/`) {
    const to = `${arrival.scheme}://${arrival.host}${escaped(`${path}/`)}${query && `?${query}`}`;
    return { kind: "slash", location, code: 301, to };
  }
  return inLocation(location, arrival, hasCertificate(servers, arrival.host));
}

/** The exact one, or the longest prefix; where only a `/` is missing at the end, the one that nginx redirects to. */
function plainLocation({ locations, host }: Server, path: string): Location | undefined {
  const exact = locations.find((each) => each.exact && takes(each, path, false));
  const prefixes = locations.filter((each) => !each.exact && takes(each, path, false));
  const longest = prefixes.sort((one, other) => other.path.length - one.path.length)[0];
  if (exact || !longest) return exact;
  const builtIn = host === CATCH_ALL && longest.path === "/" ? ["/healthz", "/nginx_status"].filter((each) => path.startsWith(each)) : [];
  if (builtIn.includes(path)) return undefined;
  const folder = locations.find((each) => written(each.path) === `${path}/` && each.backend?.state === "ready");
  return folder ?? (builtIn.length > 0 ? undefined : longest);
}

function inLocation(location: Location, arrival: Arrival, certificate: boolean): Verdict {
  const { settings, backend } = location;
  if (settings.redirect) return redirected(location, arrival);
  const secure = settings.forceSslRedirect || (settings.sslRedirect && certificate);
  if (secure && arrival.scheme === "http") {
    const where = settings.preserveTrailingSlash ? arrival.sent : arrival.sent.replace(/\/$/, "");
    return { kind: "https", location, code: 308, to: `https://${arrival.hostHeader.replace(/:.*$/, "")}${where}` };
  }
  if (!backend) return { kind: "not-found", location };
  if (backend.state !== "ready") return { kind: "unavailable", location };
  const host = settings.upstreamHost || arrival.hostHeader;
  return rewrites(location) ? rewritten(location, arrival, host) : { kind: "proxied", location, path: arrival.sent, host };
}

function redirected(location: Location, arrival: Arrival): Verdict {
  const { redirect, redirectCode } = location.settings;
  const to = filled(redirect, arrival, []);
  if (to === null) return { kind: "unknown", location };
  return { kind: "redirect", location, code: redirectCode, to: [301, 302, 303, 307, 308].includes(redirectCode) ? to : null };
}

/** The target takes the place of the whole path: what no group of the expression holds is lost. */
function rewritten(location: Location, arrival: Arrival, host: string): Verdict {
  const expression = pcre(written(location.path));
  const groups = typeof expression === "string" ? null : expression.exec(arrival.uri.path);
  const target = location.settings.rewriteTarget;
  const away = /^(?:https?:\/\/|\$scheme)/.test(target);
  const made = groups && filled(target, arrival, away ? groups.map((group) => escaped(group ?? "")) : groups);
  if (made === null) return { kind: "unknown", location };
  const query = arrival.uri.query && `?${arrival.uri.query}`;
  if (away) return { kind: "redirect", location, code: 302, to: made + query };
  if (made === "") return { kind: "nothing-left", location };
  return { kind: "proxied", location, path: escaped(made) + query, host };
}

/** A text with its groups and variables filled in; null if a variable is not known here. */
function filled(text: string, arrival: Arrival, groups: readonly (string | undefined)[]): string | null {
  const { scheme, host, hostHeader: http_host, sent: request_uri, uri } = arrival;
  const variables = new Map([
    ...Object.entries({ scheme, host, http_host, request_uri, uri: uri.path, args: uri.query, query_string: uri.query }),
    ...groups.slice(0, 10).map((group, index) => [`${index}`, group ?? ""] as const),
  ]);
  const names = [...text.matchAll(/\$([1-9]|\w+)/g)].map(([, name = ""]) => name);
  const unknown = names.some((name) => !variables.has(name) && !/^[1-9]$/.test(name));
  return unknown ? null : unshifted(text.replace(/\$([1-9]|\w+)/g, (_, name: string) => variables.get(name) ?? ""));
}

/** A host has a certificate by its own server first, then by that of the wildcard. */
function hasCertificate(servers: readonly Server[], host: string): boolean {
  const own = servers.find((server) => server.host === host && host !== CATCH_ALL);
  return own ? own.certificate : servers.some((server) => server.certificate && coversOneLabel(server.host, host));
}
