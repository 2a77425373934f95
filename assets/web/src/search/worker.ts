/** Messages of the theme's search box in; messages with what was found out. The theme leaves the search to any worker
 *  that speaks its protocol (types 0 to 3); the texts are loaded at the first letter, not with the page. */

import { excerpt, marked } from "./excerpts.ts";
import { type Finder, finder, type Hit, type Section, search } from "./ranking.ts";

type Message = { readonly type: 0 } | { readonly type: 2; readonly data: string };

let loading: Promise<Finder> | undefined;
let latest = "";

self.addEventListener("message", (event: MessageEvent<Message>) => {
  if (event.data.type === 0) postMessage({ type: 1 });
  if (event.data.type === 2) void answer(event.data.data);
});

/** Answers the query unless another one came while the texts were on their way. */
async function answer(query: string): Promise<void> {
  latest = query;
  if (query.trim() === "") return postMessage({ type: 3, data: { items: [] } });
  loading ??= load();
  try {
    const pages = search(await loading, query);
    if (query === latest) postMessage({ type: 3, data: { items: pages.map((hits) => hits.map(shown)) } });
  } catch {
    loading = undefined; // without a network now, perhaps with one at the next letter
    postMessage({ type: 3, data: { items: [] } });
  }
}

async function load(): Promise<Finder> {
  const response = await fetch(new URL("../search/sections.json", self.location.href));
  if (!response.ok) throw new Error(response.statusText);
  return finder((await response.json()) as Section[]);
}

/** What the theme draws: it takes title and text for HTML. */
function shown({ words, ...hit }: Hit): Omit<Hit, "words"> {
  return { ...hit, title: marked(hit.title, words), text: excerpt(hit.text, words) };
}
