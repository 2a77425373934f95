/** The rules of Ingress objects and a request in; the rule that the API of Kubernetes, without any controller's habits, gives it to, out. */

import type { PathRule } from "./rules.ts";
import { CATCH_ALL } from "./servers.ts";
import { written } from "./uri.ts";

/** Whether a path is what a rule asks for; null where the API leaves that to the controller. */
export function fits({ type, path }: PathRule, asked: string): boolean | null {
  const own = written(path);
  if (type === "ImplementationSpecific") return null;
  if (type === "Exact") return asked === own;
  const folder = own.replace(/\/+$/, "");
  return asked === folder || asked.startsWith(`${folder}/`);
}

/** Of the rules for the host that `host` stands for, the longest that fits, an exact one before a prefix; null if none does. */
export function winnerByApi(rules: readonly PathRule[], host: string, asked: string): PathRule | null {
  const own = rules.filter((rule) => rule.host === host && fits(rule, asked));
  const ordered = own.sort((one, other) => length(other) - length(one) || Number(other.exact) - Number(one.exact));
  return ordered[0] ?? (host === CATCH_ALL ? null : winnerByApi(rules, CATCH_ALL, asked));
}

const length = ({ path }: PathRule): number => path.replace(/\/+$/, "").length;
