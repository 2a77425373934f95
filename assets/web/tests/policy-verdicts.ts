/** Sets of objects with connections in on standard input; whether the route explorer lets each pass out, both as JSON. */

import { readFileSync } from "node:fs";
import { type Connection, clusterOf, explainConnection } from "../src/core/routes/policy.ts";
import type { KubernetesObject } from "../src/core/routes/types.ts";

interface Case {
  readonly objects: readonly KubernetesObject[];
  readonly connections: readonly Connection[];
}

const cases = JSON.parse(readFileSync(0, "utf8")) as readonly Case[];
const verdicts = cases.map(({ objects, connections }) => {
  const cluster = clusterOf(objects);
  return connections.map((connection) => explainConnection(cluster, connection).allowed);
});
process.stdout.write(JSON.stringify(verdicts));
