/** Requests or connections that were really tried in; buttons that fill the form with one of them out. */

import { button, fresh, h } from "../dom.ts";

/** Nothing where nothing was tried. */
export function triedButtons<T>(hint: string, tried: readonly T[], words: (one: T) => string, fill: (one: T) => void): Node[] {
  if (tried.length === 0) return [];
  const id = fresh("probadas");
  const rows = tried.map((one) => h("li", {}, button(words(one), () => fill(one))));
  return [h("p", { id, class: "study-hint" }, hint), h("ul", { class: "routes-chips", "aria-labelledby": id }, ...rows)];
}
