/** The bank in; where one starts from out: an empty text, a file of the bank, what was being written, a task. */

import { readManifest } from "../../core/manifest/index.ts";
import type { ManifestFile } from "../../core/tasks.ts";
import { button, h, status } from "../dom.ts";
import { inline } from "../markdown.ts";
import type { Bank } from "./data.ts";
import { type Draft, drafts, forgetDraft, keepDraft } from "./kept.ts";
import type { Screen } from "./screen.ts";
import { fileName } from "./share.ts";
import { taskList } from "./task-list.ts";

/** The part of the address that opens an empty text, and the one that opens a file of the bank. */
export const EMPTY = "nuevo";
export const fileRoute = ({ id }: ManifestFile): string => `plantilla=${id.replace("manifest/", "")}`;

/** Of fewer files a kind gets no list of its own. */
const FEW = 3;

/** `told` is said first: why what was asked for cannot be shown. */
export function startScreen(data: Bank, told = ""): Screen {
  const refused = told ? h("p", { class: "workshop-refusal", role: "alert" }, told) : null;
  const begun = h("div", {}, ...draftList());
  const element = h(
    "div",
    { class: "workshop-start" },
    refused,
    h("h2", { class: "study-title", tabindex: -1 }, "Un manifiesto"),
    h("p", { class: "study-buttons" }, h("a", { class: "md-button md-button--primary", href: `#${EMPTY}` }, "Empezar de cero")),
    begun,
    h("h3", {}, "Con una plantilla"),
    h("div", { class: "workshop-files" }, ...kinds(data.files.filter((file) => file.sound)).map(([kind, files]) => kindList(kind, files))),
    h("h2", {}, "Una tarea de examen"),
    taskList(data),
  );
  return { element, close: () => undefined };
}

/** What was being written, with a way to let it go and to have it back at once. */
function draftList(): HTMLElement[] {
  const found = drafts();
  if (found.length === 0) return [];
  const said = status();
  const list = h("ul", { class: "workshop-drafts" }, ...found.map((one) => draftRow(one, said)));
  return [h("h3", {}, "Lo que estabas escribiendo"), list, said];
}

function draftRow(one: Draft, said: HTMLElement): HTMLElement {
  const name = one.text.trim() ? fileName(one.text) : "vacío";
  const when = new Date(one.at).toLocaleString("es", { dateStyle: "medium", timeStyle: "short" });
  const back = button("Deshacer", () => {
    keepDraft(one);
    row.hidden = false;
    said.replaceChildren();
    row.querySelector("a")?.focus();
  });
  const away = button("Borrar", () => {
    forgetDraft(one.route);
    row.hidden = true;
    said.replaceChildren(`Borrado ${name}. `, back);
    back.focus();
  });
  away.setAttribute("aria-label", `Borrar ${name}`);
  const row: HTMLLIElement = h("li", {}, h("span", {}, h("a", { href: `#${one.route}` }, name), h("span", { class: "study-hint" }, ` ${when}`)), away);
  return row;
}

/** Files by the kind of object that they are about, the most common kinds first, those with few files together. */
function kinds(files: readonly ManifestFile[]): readonly (readonly [string, readonly ManifestFile[]])[] {
  const found = new Map<string, ManifestFile[]>();
  for (const file of files) {
    const objects = readManifest(file.text).objects;
    const kind = (objects.find((one) => one.kind !== "Namespace") ?? objects[0])?.kind ?? "Otros";
    found.set(kind, [...(found.get(kind) ?? []), file]);
  }
  const many = [...found].filter(([, some]) => some.length >= FEW).toSorted(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
  const rest = files.filter((file) => !many.some(([, some]) => some.includes(file)));
  return rest.length > 0 ? [...many, ["Otros", rest]] : many;
}

function kindList(kind: string, files: readonly ManifestFile[]): HTMLElement {
  const rows = files.map((file) => h("li", {}, h("a", { href: `#${fileRoute(file)}` }, ...inline(file.purpose))));
  return h("details", {}, h("summary", {}, kind, h("span", { class: "study-hint" }, ` ${files.length}`)), h("ul", {}, ...rows));
}
