/** What pages ask the network for in; the site as this version has it, kept from the first visit on, out. */

import { type Contents, integrityOf, pathOf } from "./contents.ts";
import { Store } from "./store.ts";

declare const self: ServiceWorkerGlobalScope & { readonly CONTENTS?: Contents };

/** What a page may ask the worker for. `paths` are addresses. */
type Message = { readonly type: "activate" } | { readonly type: "kept" | "keep" | "drop"; readonly addresses: readonly string[] };

/** The answer to all but the first. */
interface Answer {
  readonly kept: boolean;
  readonly size: number;
}

const NOT_FOUND = "404.html";
const scope = self.registration.scope;
const contents = self.CONTENTS ?? { version: "", kept: {}, demand: {} };
const store = new Store(contents, scope);

if (self.CONTENTS) serve();
else withdraw();

/** Without contents this is a live preview, in which nothing may be older than the last edit. */
function withdraw(): void {
  self.addEventListener("install", () => void self.skipWaiting());
  self.addEventListener("activate", (event) => event.waitUntil(store.forgetAll().then(() => self.registration.unregister())));
}

function serve(): void {
  // A new version waits: a page that was opened with the old one finds it whole until the learner agrees to the new one.
  self.addEventListener("install", (event) => event.waitUntil(store.fill()));
  self.addEventListener("activate", (event) => event.waitUntil(store.forgetOlder().then(() => self.clients.claim())));
  self.addEventListener("message", (event) => event.waitUntil(obey(event.data as Message, event.ports[0])));
  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const path = pathOf(request.url, scope);
    if (path === null || request.method !== "GET" || request.headers.has("range")) return;
    event.respondWith(integrityOf(contents, path) ? listed(path, event) : request.mode === "navigate" ? page(path, request) : part(path, request));
  });
}

/** A file of this version: from what is kept, else from the network; what is kept on demand stays. */
async function listed(path: string, event: FetchEvent): Promise<Response> {
  const found = await store.find(path);
  if (found) return found;
  const answer = await fetch(event.request);
  if (path in contents.demand && answer.ok) event.waitUntil(store.keep(path, answer.clone()));
  return answer;
}

/** A page that is not in this version: the folder that it means, what the network has, or that there is no such page. */
async function page(path: string, request: Request): Promise<Response> {
  if (`${path}/` in contents.kept) return Response.redirect(`${scope}${path}/${new URL(request.url).search}`);
  const answer = await fetch(request).catch(() => null);
  if (answer) return answer;
  const missing = await store.find(NOT_FOUND);
  return missing ? new Response(missing.body, { status: 404, headers: missing.headers }) : Response.error();
}

/** A part of a page that was opened with another version. */
async function part(path: string, request: Request): Promise<Response> {
  return (await store.older(path)) ?? fetch(request);
}

async function obey(message: Message, port: MessagePort | undefined): Promise<void> {
  if (message.type === "activate") return self.skipWaiting();
  const paths = message.addresses.map((address) => pathOf(address, scope)).filter((path) => path !== null && path in contents.demand);
  if (message.type === "keep") await store.add(paths as string[]).catch(() => undefined);
  if (message.type === "drop") await store.drop(paths as string[]);
  const found = await Promise.all(paths.map((path) => store.find(path as string)));
  const size = paths.reduce((sum, path) => sum + (contents.demand[path as string]?.size ?? 0), 0);
  port?.postMessage({ kept: found.every(Boolean), size } satisfies Answer);
}
