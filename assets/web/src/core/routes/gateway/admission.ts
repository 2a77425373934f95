/** Routes in; the words with which the API would refuse rules that no schema can, and expressions that no controller takes, out. */

import { say } from "../messages.ts";
import { at, mappings } from "../objects.ts";
import { filterOf } from "./filters.ts";
import { troubledExpressions } from "./matching.ts";
import type { Entry, Route } from "./rules.ts";

/** What is said against the routes. */
export function refusals(routes: readonly Route[]): readonly string[] {
  return [...new Set(routes.flatMap(({ entries }) => entries.flatMap(against)))];
}

function against(entry: Entry): readonly string[] {
  const { rule, type } = entry;
  const redirect = filterOf(entry, "RequestRedirect");
  const rewrite = filterOf(entry, "URLRewrite");
  const alone = mappings(rule["matches"]).length <= 1 && type === "PathPrefix";
  const prefix = (filter: unknown): boolean => at(filter, "path", "type") === "ReplacePrefixMatch" && !alone;
  const needed = "filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified";
  return [
    redirect && mappings(rule["backendRefs"]).length > 0 && "RequestRedirect filter must not be used together with backendRefs",
    redirect && rewrite && "May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both",
    prefix(rewrite) && `When using URLRewrite ${needed}`,
    prefix(redirect) && `When using RequestRedirect ${needed}`,
    ...troubledExpressions(entry).map(([text, trouble]) => trouble === "invalid" && say.badPattern(text)),
  ].filter((message) => typeof message === "string");
}
