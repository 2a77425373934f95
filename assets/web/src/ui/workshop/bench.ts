/** A text to start from in; the workbench out: the editor, what it thinks of the text, and what one can do with it. */

import { checkManifest, type Finding, readManifest, type Schemas } from "../../core/manifest/index.ts";
import { fresh, h } from "../dom.ts";
import { actions } from "./actions.ts";
import { schemas } from "./data.ts";
import type { Action, Editor } from "./editor.ts";
import { findingsView, type Verdict } from "./findings.ts";
import { icon } from "./icons.ts";
import { chosenMinor, draft, keepDraft, keepMinor } from "./kept.ts";
import { fileName } from "./share.ts";

const CHECK_AFTER = 200;

export interface BenchOptions {
  /** Under which the text is kept. */
  readonly route: string;
  /** What «Restablecer» gives back. */
  readonly original: string;
  readonly minors: readonly string[];
  readonly examMinor: string;
  /** Manifests that are in the cluster already. */
  readonly given: readonly string[];
  /** Called after each change that the reader makes. */
  changed(): void;
}

export interface Bench {
  readonly element: HTMLElement;
  text(): string;
  /** Puts a text below what there is. */
  append(text: string): void;
  /** What is wrong with the text as it stands. */
  findings(): readonly Finding[];
  /** Keeps what is not kept yet. */
  close(): void;
}

/** Loads the editor and fills it with what was being written, else with the original. */
export async function bench(options: BenchOptions): Promise<Bench> {
  const { editor } = await import("./editor.ts");
  const keys = fresh("teclas");
  const kept = draft(options.route);
  const made: Workbench = new Workbench(options, kept?.before ?? null, (changed) =>
    editor({ text: kept?.text ?? options.original, label: "Editor de YAML", describedBy: keys, empty: "Escribe aquí el YAML", schemas: () => made.schemas(), changed }),
  );
  const hint = h("p", { class: "study-hint workshop-keys", id: keys }, "Tab sangra dos espacios; para salir del editor con el teclado pulsa Escape y después Tab. Ctrl+Espacio sugiere campos y F8 va al fallo siguiente.");
  made.side.append(hint);
  return made;
}

/** Whether there is anything that Kubernetes could be told. */
const hasObject = (text: string): boolean => readManifest(text).objects.some(({ apiVersion, kind }) => apiVersion || kind);

class Workbench implements Bench {
  readonly element: HTMLElement;
  readonly side: HTMLElement;
  private readonly options: BenchOptions;
  private readonly editor: Editor;
  private readonly view = findingsView(({ line, column }) => this.editor.goTo(line, column));
  private readonly title = h("span", { class: "workshop-file" });
  private readonly below: ReturnType<typeof actions>;
  private minor: string;
  private known: Schemas | null = null;
  private loading = true;
  private before: string | null;
  private timer = 0;

  constructor(options: BenchOptions, before: string | null, make: (changed: () => void) => Editor) {
    this.options = options;
    this.before = before;
    const wanted = chosenMinor();
    this.minor = options.minors.includes(wanted) ? wanted : options.examMinor;
    this.editor = make(() => this.typed());
    this.below = actions({ text: this.text, replace: this.replace, original: options.original, before: () => this.before });
    const frame = h("div", { class: "workshop-frame" }, this.bar(), this.editor.element, this.view.summary);
    this.side = h("div", { class: "workshop-side" }, this.view.list, this.below.element);
    this.element = h("div", { class: "workshop-bench" }, frame, this.side);
    void this.choose(this.minor);
    this.check();
  }

  readonly text = (): string => this.editor.text();

  readonly schemas = (): Schemas | null => this.known;

  append(text: string): void {
    const present = this.text().trimEnd();
    this.editor.replace(present ? `${present}\n---\n${text}` : text);
    this.editor.focus();
  }

  findings(): readonly Finding[] {
    return this.known ? checkManifest(this.text(), [this.known], { given: this.options.given }) : readManifest(this.text()).findings;
  }

  readonly close = (): void => {
    clearTimeout(this.timer);
    this.keep();
  };

  /** Another text in the editor; what it replaces can be had back. */
  private readonly replace = (text: string, before: string | null): void => {
    this.before = before;
    this.editor.replace(text);
    this.settle();
    this.editor.focus();
  };

  private typed(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.settle(), CHECK_AFTER);
    this.options.changed();
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.keep();
    this.check();
  }

  private keep(): void {
    const { route, original } = this.options;
    const text = this.text();
    if (text === (draft(route)?.text ?? original) && (draft(route)?.before ?? null) === this.before) return;
    keepDraft({ route, text, before: this.before, at: Date.now() });
  }

  private check(): void {
    const text = this.text();
    const findings = this.findings().filter(({ rule }) => rule !== "object-absent"); // the summary says it
    this.editor.mark(findings);
    this.title.textContent = fileName(text);
    const state: Verdict["state"] = this.loading ? "loading" : !text.trim() ? "empty" : !hasObject(text) ? "none" : this.known ? "checked" : "unchecked";
    this.view.show({ findings: state === "empty" ? [] : findings, state, minor: this.minor });
    this.below.refresh();
  }

  private async choose(minor: string): Promise<void> {
    this.minor = minor;
    this.loading = true;
    const found = await schemas(minor).catch(() => null);
    if (this.minor !== minor) return;
    this.known = found;
    this.loading = false;
    this.check();
  }

  private bar(): HTMLElement {
    const options = this.options.minors.map((minor) => h("option", { value: minor, selected: minor === this.minor }, minor === this.options.examMinor ? `${minor} (examen)` : minor));
    const select = h("select", { "aria-label": "Versión de Kubernetes", onchange: () => this.changeMinor(select.value) }, ...options);
    const tool = (name: Action, label: string): HTMLElement =>
      h("button", { type: "button", class: "workshop-tool", "aria-label": label, title: label, onpointerdown: (event) => event.preventDefault(), onclick: () => this.editor.run(name) }, icon(name));
    const tools = h("span", { class: "workshop-tools", role: "group", "aria-label": "Edición" }, tool("outdent", "Quitar sangría"), tool("indent", "Sangrar"), tool("suggest", "Sugerir campos"), tool("undo", "Deshacer"), tool("redo", "Rehacer"));
    return h("div", { class: "workshop-bar" }, this.title, tools, h("label", { class: "workshop-minor" }, h("span", { "aria-hidden": "true" }, "Kubernetes"), select));
  }

  private changeMinor(minor: string): void {
    keepMinor(minor);
    void this.choose(minor);
  }
}
