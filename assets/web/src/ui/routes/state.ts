/** The hash of the page's address in; what the explorer shows out; and back, so that a link carries it. */

import type { Connection } from "../../core/routes/policy.ts";
import { carried, packed } from "../carried-text.ts";
import type { Example } from "./examples.ts";

export type View = "request" | "connection";

/** A request as it is typed. */
export interface RequestFields {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** `namespace/name` of the Gateway that is addressed; empty for the first that listens there. */
  readonly gateway: string;
  /** Whose rules answer, where the manifests have both kinds. */
  readonly controller: string;
}

/** Everything that one can choose or type; null where nothing is chosen yet. */
export interface State {
  readonly text: string;
  readonly view: View | null;
  readonly request: RequestFields | null;
  readonly connection: Connection | null;
}

const LONGEST = 2000;
const MOST_HEADERS = 20;
const PROTOCOLS = ["TCP", "UDP", "SCTP"] as const;

/** What one sees first: several paths, of which one wins. */
const FIRST = "ingress-fanout";

/** What the address says; an example where it says nothing that can be read. */
export async function stateOf(hash: string, offered: readonly Example[]): Promise<State> {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const own = told.has("m") ? await carried("m") : null;
  const example = own === null ? offered.find(({ key }) => key === told.get("e")) : exampleOf(own, offered);
  const first = offered.find(({ key }) => key === FIRST) ?? offered[0];
  const text = example?.text ?? own ?? first?.text ?? "";
  const view = told.get("v");
  const known = view === "request" || view === "connection" ? view : null;
  return { text, view: known, request: requestOf(told), connection: connectionOf(told) };
}

/** The same as a hash: an example by its name, any other text packed. */
export async function hashOf(state: State, offered: readonly Example[]): Promise<string> {
  const told = new URLSearchParams();
  const example = offered.find((one) => one.text === state.text);
  if (example) told.set("e", example.key);
  else told.set("m", await packed(state.text));
  if (state.view) told.set("v", state.view);
  if (state.view === "request" && state.request) {
    const { url, method, headers, gateway, controller } = state.request;
    told.set("u", url);
    if (method !== "GET") told.set("x", method);
    for (const [name, value] of headers) if (name) told.append("h", `${name}: ${value}`);
    if (gateway) told.set("g", gateway);
    if (controller) told.set("c", controller);
  }
  if (state.view === "connection" && state.connection) {
    const { from, to, port, protocol } = state.connection;
    for (const [name, value] of [["de", from], ["a", to], ["p", `${port}`], ["t", protocol]] as const) told.set(name, value);
  }
  return `#${told}`;
}

/** The example that has this text; its file alone is enough, and brings what belongs to it. */
function exampleOf(text: string, offered: readonly Example[]): Example | undefined {
  const same = text.trimEnd();
  return offered.find((one) => one.text.trimEnd() === same || one.own.trimEnd() === same);
}

/** `Name: value` as its two parts. */
export function readHeader(line: string): readonly [name: string, value: string] {
  const [name = ""] = line.split(":");
  return [name.trim(), line.slice(name.length + 1).trim()];
}

function requestOf(told: URLSearchParams): RequestFields | null {
  const url = told.get("u");
  if (url === null || url.length > LONGEST) return null;
  const written = told.getAll("h").filter((line) => line.length <= LONGEST);
  const headers = written.slice(0, MOST_HEADERS).map(readHeader);
  const method = told.get("x") ?? "GET";
  return { url, method: /^[A-Z]{1,10}$/.test(method) ? method : "GET", headers, gateway: told.get("g") ?? "", controller: told.get("c") ?? "" };
}

function connectionOf(told: URLSearchParams): Connection | null {
  const [from, to, port] = [told.get("de"), told.get("a"), Number(told.get("p"))];
  if (from === null || to === null || !Number.isInteger(port) || port < 1 || port > 65535) return null;
  return { from, to, port, protocol: PROTOCOLS.find((one) => one === told.get("t")) ?? "TCP" };
}
