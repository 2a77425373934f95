/** The contents of this version in; a cache that has all of it, or none, out. */

import { type Contents, integrityOf, keyOf } from "./contents.ts";

/** What this version keeps, and what came before it. */
export class Store {
  readonly #contents: Contents;
  readonly #scope: string;
  readonly #family: string;
  readonly #name: string;

  constructor(contents: Contents, scope: string) {
    this.#contents = contents;
    this.#scope = scope;
    this.#family = `apuntes ${scope} `;
    this.#name = this.#family + contents.version;
  }

  /** Fetches everything that is not there yet, and again what the learner had asked for. Leaves nothing where it fails. */
  async fill(): Promise<void> {
    const { kept, demand } = this.#contents;
    const asked = await Promise.all(Object.keys(demand).map(async (path) => ((await this.older(path)) ? path : null)));
    try {
      await this.add([...Object.keys(kept), ...asked.filter((path) => path !== null)]);
    } catch (error) {
      await caches.delete(this.#name);
      throw error;
    }
  }

  /** Forgets older versions, but for the one before: pages that were opened with it may still ask for its parts. */
  async forgetOlder(): Promise<void> {
    const older = (await this.#names()).filter((name) => name !== this.#name);
    await Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  }

  /** Forgets everything. */
  async forgetAll(): Promise<void> {
    await Promise.all((await this.#names()).map((name) => caches.delete(name)));
  }

  /** What this version has at the path. */
  async find(path: string): Promise<Response | undefined> {
    return (await caches.open(this.#name)).match(this.#key(path));
  }

  /** What any version has at the path. */
  older(path: string): Promise<Response | undefined> {
    return caches.match(this.#scope + path, { ignoreSearch: true });
  }

  /** Keeps these files. Throws where one cannot be fetched as this version has it. */
  async add(paths: readonly string[]): Promise<void> {
    const cache = await caches.open(this.#name);
    const done = await Promise.allSettled(
      paths.map(async (path) => {
        const key = this.#key(path);
        if (await cache.match(key)) return;
        await cache.put(key, (await caches.match(key)) ?? (await this.#fetched(path)));
      }),
    );
    const failed = done.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  }

  /** Keeps what the learner has just fetched, if it is of this version. */
  async keep(path: string, response: Response): Promise<void> {
    const type = response.headers.get("Content-Type");
    const bytes = await response.arrayBuffer();
    const digest = String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
    if (`sha256-${btoa(digest)}` !== integrityOf(this.#contents, path)) return;
    await (await caches.open(this.#name)).put(this.#key(path), new Response(bytes, type ? { headers: { "Content-Type": type } } : {}));
  }

  /** Forgets these files. */
  async drop(paths: readonly string[]): Promise<void> {
    const names = await this.#names();
    for (const cache of await Promise.all(names.map((name) => caches.open(name)))) {
      await Promise.all(paths.map((path) => cache.delete(this.#scope + path, { ignoreSearch: true })));
    }
  }

  #key(path: string): string {
    return keyOf(this.#contents, path, this.#scope);
  }

  async #names(): Promise<readonly string[]> {
    return (await caches.keys()).filter((name) => name.startsWith(this.#family));
  }

  async #fetched(path: string): Promise<Response> {
    const response = await fetch(this.#scope + path, { cache: "no-cache", integrity: integrityOf(this.#contents, path) ?? "" });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    // A page that was reached by a redirection may not be shown where a browser did not follow one.
    return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
  }
}
