/** What Ingress objects ask for in; the words with which ingress-nginx or nginx would refuse them out. */

import { record, text } from "../fields.ts";
import { at, keyOf, mappings } from "../objects.ts";
import { pcre } from "../regular-expressions.ts";
import { say } from "../messages.ts";
import type { IngressRead } from "./rules.ts";
import { CATCH_ALL, rewrites, type Server, serversOf } from "./servers.ts";
import { snippets } from "./settings.ts";
import { written } from "./uri.ts";

const PLAIN = /^\/[A-Za-z0-9._\-/]*$/;

/** What the controller's admission says, the objects taken one after the other. */
export function admissionRefusals(served: readonly IngressRead[]): readonly string[] {
  return served.flatMap((ingress, index) => {
    const alone = [...invalidPaths(ingress), ...snippets(ingress.object).map(notAllowed)];
    return alone.length > 0 ? alone : overlaps(served.slice(0, index), ingress);
  });
}

/** What nginx says to the configuration made of them. */
export function nginxRefusals(servers: readonly Server[]): readonly string[] {
  return servers.flatMap((server) => (server.byRegex ? brokenExpressions(server) : doubled(server)));
}

const notAllowed = (name: string): string =>
  `${name} annotation cannot be used. Snippet directives are disabled by the Ingress administrator`;

/** Regular expressions are for ImplementationSpecific. */
function invalidPaths({ object }: IngressRead): readonly string[] {
  const paths = mappings(at(object, "spec", "rules")).flatMap((rule) => mappings(at(rule, "http", "paths")));
  const wrong = paths
    .map(({ path, pathType }) => [text(path), text(pathType)] as const)
    .filter(([path, type]) => path !== "" && type !== "ImplementationSpecific" && !PLAIN.test(path))
    .map(([path, type]) => `path ${path} cannot be used with pathType ${type || "<nil>"}`);
  return wrong.length > 0 ? [`ingress contains invalid paths: ${wrong.join("\n")}`] : [];
}

/** The same host and path in two Ingress objects. */
function overlaps(before: readonly IngressRead[], ingress: IngressRead): readonly string[] {
  const own = keyOf(ingress.object);
  const taken = new Map<string, string>();
  for (const server of serversOf(before).servers) {
    for (const { path, rule, standsIn } of server.locations) {
      if (rule && !standsIn) taken.set(`${server.host} ${path}`, `${rule.reference.object.namespace}/${rule.reference.object.name}`);
    }
  }
  return mappings(record(ingress.object["spec"])["rules"]).flatMap((rule) =>
    mappings(at(rule, "http", "paths")).flatMap(({ path }) => {
      const [host, where] = [text(rule["host"]) || CATCH_ALL, text(path) || "/"];
      const owner = taken.get(`${host} ${where}`);
      return owner === undefined || owner === own ? [] : [`host "${host}" and path "${where}" is already defined in ingress ${owner}`];
    }),
  );
}

/** Two locations that are written the same: `Prefix /app` and `Prefix /app/` are. */
function doubled({ host, locations }: Server): readonly string[] {
  const shown = locations.map(({ path, exact }) => `${exact ? "= " : ""}${path}`);
  if (host === CATCH_ALL) shown.push("/healthz", "/nginx_status");
  const again = shown.filter((each, index) => shown.indexOf(each) < index);
  return [...new Set(again)].sort().map((each) => `duplicate location "${each.replace("= ", "")}"`);
}

function brokenExpressions({ locations }: Server): readonly string[] {
  const broken = locations.filter(({ path }) => pcre(`^${written(path)}`) === "invalid").map(({ path }) => say.badExpression(path));
  const targets = locations.filter(rewrites).map(({ settings }) => settings.rewriteTarget);
  return [...new Set([...broken, ...targets.flatMap(badVariables)])];
}

/** A `$` of a target stands for a group from 1 to 9 or for a variable of nginx. */
function badVariables(target: string): readonly string[] {
  if (/\$(?!\w)/.test(target)) return ["invalid variable name"];
  return [...target.matchAll(/\$(?![1-9])(\w+)/g)].filter(([, name = ""]) => /^\d/.test(name)).map(([, name]) => `unknown "${name}" variable`);
}
