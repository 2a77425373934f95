/** A match that did not take a request in; whether it would have taken it, and why it did not, out. */

import { sayGateway } from "../messages.ts";
import type { Attachment } from "./attachment.ts";
import { covers, nearest } from "./hosts.ts";
import { type Asked, fitsPath, type Unmet, unmetBy, withoutSlash } from "./matching.ts";
import { type Candidate, decided } from "./precedence.ts";
import type { Entry, Listener, Route } from "./rules.ts";

/** What one must know to tell of a match why it lost. */
export interface Trial {
  readonly asked: Asked;
  readonly host: string;
  readonly listener: Listener;
  readonly attachments: ReadonlyMap<Route, Attachment>;
  readonly winner: Candidate | null;
}

interface Reason {
  readonly matched: boolean;
  readonly why: string;
}

/** Why a match did not take the request. */
export function whyLost(entry: Entry, { asked, host, attachments, winner }: Trial): Reason {
  const never = (why: string): Reason => ({ matched: false, why });
  const attachment = attachments.get(entry.route);
  if (!attachment || attachment.hosts.length === 0) return never(attachment?.why ?? "");
  const nearestHost = nearest(attachment.hosts, (each) => each, host);
  if (nearestHost === undefined) return never(sayGateway.otherHost(attachment.hosts, host));
  const unmet = unmetBy(entry, asked);
  if (unmet) return never(tellUnmet(unmet, entry, asked));
  if (!winner) return never("");
  const [criterion] = decided(winner, { entry, host: nearestHost });
  return { matched: true, why: sayGateway.beaten[criterion]({ ...winner.entry.reference, host: winner.host }) };
}

function tellUnmet(unmet: Unmet, entry: Entry, asked: Asked): string {
  switch (unmet.part) {
    case "path":
      return tellPath(entry, asked.path);
    case "method":
      return sayGateway.otherMethod(entry.method, asked.method);
    case "header": {
      const { name, value } = unmet.wanted;
      return unmet.found === null ? sayGateway.noHeader(name) : sayGateway.otherHeader(name, value, unmet.found);
    }
    case "query": {
      const { name, value } = unmet.wanted;
      return unmet.found === null ? sayGateway.noParameter(name) : sayGateway.otherParameter(name, value, unmet.found);
    }
  }
}

function tellPath(entry: Entry, path: string): string {
  if (entry.type === "RegularExpression") return sayGateway.notExpression(entry.path, path);
  if (fitsPath({ ...entry, path: entry.path.toLowerCase() }, path.toLowerCase())) return sayGateway.case(entry.path);
  if (entry.type === "Exact") return sayGateway.notExact(entry.path);
  const folder = withoutSlash(entry.path);
  return path.startsWith(folder) ? sayGateway.wholeElements(folder, path) : sayGateway.notPrefix(folder, path);
}

/** Whether any of a route's hosts is that of the request. */
export const isFor = (hosts: readonly string[], host: string): boolean => hosts.some((each) => covers(each, host));
