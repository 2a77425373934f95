/** A task in; what is asked, as in the exam, what is there already, and its hints one by one out. */

import type { ManifestFile, Task } from "../../core/tasks.ts";
import { listing } from "../controls.ts";
import { button, type Child, h } from "../dom.ts";
import { inline } from "../markdown.ts";

/** The wording: paragraphs, and lists with dashes. */
export function wording({ wording: text, context }: Task): HTMLElement {
  const about = context ? h("p", { class: "small-print" }, "Context: ", h("code", {}, context)) : null;
  return h("div", { class: "wording", lang: "en" }, about, ...text.trim().split(/\n\s*\n/).flatMap(block));
}

/** A paragraph, or the list that follows it without an empty line between. */
function block(text: string): HTMLElement[] {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("- "));
  const prose = (first < 0 ? lines : lines.slice(0, first)).join(" ").trim();
  const items = first < 0 ? [] : lines.slice(first).join("\n").split(/^- /m).filter((one) => one.trim());
  const list = items.length > 0 ? h("ul", {}, ...items.map((item) => h("li", {}, ...inline(item.replaceAll(/\s+/g, " ").trim())))) : null;
  return [prose ? h("p", {}, ...inline(prose)) : null, list].filter((one) => one !== null);
}

/** The manifests that the cluster has; `take` puts one into the editor. */
export function givenFiles(files: readonly ManifestFile[], take: (text: string) => void): Child {
  if (files.length === 0) return null;
  const shown = files.map(({ file, text }) => h("div", { class: "workshop-given" }, listing(text, file), button("Llevar al editor", () => take(text))));
  return h("details", { class: "given" }, h("summary", {}, `Lo que ya hay en el clúster (${files.length})`), ...shown);
}

/** Hints that show when asked for; `shown` are open from the start. */
export function hints(all: readonly string[], shown: number, opened: (count: number) => void): HTMLElement {
  const list = h("ol", { class: "workshop-hints", "aria-label": "Pistas" });
  let count = 0;
  const press = button("", () => {
    next()?.focus();
    opened(count);
  });
  const place = h("div", {}, list, h("p", { class: "study-buttons" }, press));

  function next(): HTMLElement | null {
    const text = all[count];
    if (text === undefined) return null;
    count += 1;
    const item = h("li", { tabindex: -1 }, ...inline(text));
    list.append(item);
    list.hidden = false;
    name();
    return item;
  }
  function name(): void {
    press.textContent = count === 0 ? `Pedir una pista (hay ${all.length})` : `Otra pista (${count} de ${all.length})`;
    press.hidden = count >= all.length;
  }
  list.hidden = true;
  name();
  while (count < Math.min(shown, all.length)) next();
  return place;
}
