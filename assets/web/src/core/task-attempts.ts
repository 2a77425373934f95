/** A task and what the cluster would hold in; whether its connections and requests go where they should out, and why not. */

import type { ManifestObject } from "./manifest/index.ts";
import { explainRequest, type KubernetesObject, type Outcome } from "./routes/index.ts";
import { clusterOf, explainConnection, isEnd } from "./routes/policy.ts";
import type { Attempted } from "./task-answer.ts";
import type { Task, TaskConnection, TaskRequest } from "./tasks.ts";

/** Every connection and request of the task; none where no program tries them. */
export function attempts(task: Task, objects: readonly ManifestObject[]): readonly Attempted[] {
  const applied = lastOfEach(objects);
  return [...task.connections.map((one) => connect(one, applied)), ...task.requests.map((one) => request(one, task.by, applied))];
}

/** Of objects with one name only the last one is there in the end. */
function lastOfEach(objects: readonly ManifestObject[]): readonly KubernetesObject[] {
  const found = new Map(objects.map((one) => [`${one.kind}/${one.namespace}/${one.name}`, one.value]));
  return [...found.values()];
}

function connect({ origin, to, port, protocol, allowed }: TaskConnection, objects: readonly KubernetesObject[]): Attempted {
  const wanted = `\`${origin}\` ${allowed ? "llega" : "no llega"} a \`${to}\`, puerto \`${port}\` ${protocol}`;
  const cluster = clusterOf(objects);
  const missing = [origin, to].find((end) => !isEnd(cluster, end));
  if (missing !== undefined) return { wanted, passed: false, why: `No hay ningún Pod \`${missing}\`.` };
  const found = explainConnection(cluster, { from: origin, to, port, protocol });
  return { wanted, passed: found.allowed === allowed, why: found.why };
}

function request(one: TaskRequest, by: Task["by"], objects: readonly KubernetesObject[]): Attempted {
  const { method, host, path, reaches, receives } = one;
  const headers = one.headers.map((line) => line.split(/:\s*/, 2) as [string, string]);
  const also = headers.length > 0 ? ` con \`${one.headers.join("`, `")}\`` : "";
  const arrives = /^\d+$/.test(reaches) ? `recibe \`${reaches}\`` : `llega a \`${reaches}\``;
  const wanted = `\`${method} http://${host}${path}\`${also} ${arrives}${receives === undefined ? "" : `, que recibe \`${receives}\``}`;
  const { outcome, why } = explainRequest(objects, { host, method, path, headers }, by === "gateway" ? "gateway" : "ingress");
  if (outcome.kind === "unknown") return { wanted, passed: null, why };
  return { wanted, passed: reached(outcome) === reaches && (receives === undefined || receivedPath(outcome) === receives), why };
}

/** As the bank writes it: the namespace only where it is another than `default`. */
function reached(outcome: Outcome): string {
  if (outcome.kind === "backend") return outcome.backend.replace(/^default\//, "");
  return outcome.kind === "status" ? `${outcome.code}` : "";
}

const receivedPath = (outcome: Outcome): string => (outcome.kind === "backend" ? outcome.path : "");
