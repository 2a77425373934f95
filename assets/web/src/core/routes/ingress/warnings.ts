/** A request and what nginx did with it in; what the author of the manifest should know about it out. */

import { sayIngress } from "../messages.ts";
import { nameOf } from "../pods.ts";
import { pcre } from "../regular-expressions.ts";
import type { RouteRequest } from "../types.ts";
import type { Trial } from "./lost.ts";
import { type Location, rewrites } from "./servers.ts";
import { written } from "./uri.ts";

/** The warnings, the widest first. */
export function warningsOf(request: RouteRequest, { arrival, server, verdict, winner }: Trial): readonly string[] {
  const found: string[] = [];
  if (server.byRegex) found.push(sayIngress.allExpressions(server.host, causes(server.owners)));
  if (winner && verdict.kind === "proxied" && rewrites(winner)) found.push(...rewriting(winner, arrival.uri.path));
  const dropped = request.headers.map(([name]) => name).filter((name) => !/^[A-Za-z0-9-]+$/.test(name));
  if (dropped.length > 0) found.push(sayIngress.droppedHeaders(dropped));
  return found;
}

function causes(owners: Trial["server"]["owners"]): readonly string[] {
  return owners.filter(({ settings }) => settings.useRegex || settings.rewriteTarget).map(({ object }) => nameOf(object));
}

function rewriting(winner: Location, path: string): readonly string[] {
  const target = winner.settings.rewriteTarget;
  const wanted = [...new Set(target.match(/\$[1-9]/g) ?? [])];
  const missing = wanted.filter((group) => Number(group.slice(1)) > groupCount(winner.path));
  if (missing.length > 0) return [sayIngress.noGroup(missing, winner.path)];
  const bare = winner.path.replace(/\/+$/, "");
  const rest = path.length > bare.length + 1 && /^[\w\-./]*$/.test(bare);
  return wanted.length === 0 && rest ? [sayIngress.restLost(target, bare)] : [];
}

function groupCount(path: string): number {
  const expression = pcre(`${written(path)}|`);
  return typeof expression === "string" ? 0 : (expression.exec("")?.length ?? 1) - 1;
}
