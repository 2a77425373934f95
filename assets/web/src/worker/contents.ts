/** The contents of the site and an address in; what the site has there out. */

/** What the build writes at the head of the worker: every address, relative to the site, and what must be found there. */
export interface Contents {
  /** Names the whole, worker included. */
  readonly version: string;
  /** Kept from the first visit on: address → integrity. */
  readonly kept: Readonly<Record<string, string>>;
  /** Kept once the learner has asked for it. */
  readonly demand: Readonly<Record<string, { readonly integrity: string; readonly size: number }>>;
}

/** The integrity of what is at the path; nothing where the site has no such file. */
export const integrityOf = (contents: Contents, path: string): string | undefined => contents.kept[path] ?? contents.demand[path]?.integrity;

/** The path below `scope` that an address means, whatever is searched or looked at there; null outside of it. */
export function pathOf(address: string, scope: string): string | null {
  const { origin, pathname } = new URL(address);
  const plain = origin + pathname;
  return plain.startsWith(scope) ? plain.slice(scope.length).replace(/(^|\/)index\.html$/, "$1") : null;
}

/** Under what a file is kept: another content is another key, so that versions of the site can share what they have in common. */
export const keyOf = (contents: Contents, path: string, scope: string): string => `${scope}${path}?${integrityOf(contents, path) ?? ""}`;
