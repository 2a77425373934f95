/** Cases of objects and requests as JSON on standard input in; the explanation of each request as JSON on standard output. */

import { readFileSync } from "node:fs";
import { type Controller, explainRequest, type KubernetesObject, type RouteRequest } from "../src/core/routes/index.ts";

interface Case {
  readonly controller: Controller;
  readonly objects: readonly KubernetesObject[];
  readonly requests: readonly RouteRequest[];
}

const cases = JSON.parse(readFileSync(0, "utf8")) as readonly Case[];
const answers = cases.map(({ controller, objects, requests }) =>
  requests.map((request) => explainRequest(objects, request, controller)),
);
process.stdout.write(JSON.stringify(answers));
