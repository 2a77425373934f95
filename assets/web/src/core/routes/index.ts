/** The route explorer's rules for everyone else: manifests and a request in, who answers it and why, out. */

export * from "./types.ts";
export { controllersOf, explainRequest } from "./explain.ts";
