/** Findings in; what tells them below the editor out: a line that sums them up, the list, and words for those who listen. */

import type { Finding } from "../../core/manifest/index.ts";
import { fresh, h } from "../dom.ts";
import { inline } from "../markdown.ts";
import { sentence, SEVERITIES } from "./words.ts";

/** Read out once the reader has stopped typing for so long. */
const QUIET = 1200;

/** What the check says of a text. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** `empty`: there is nothing to check; `unchecked`: no schemas at hand, only the YAML was read; `none`: there is text, and no object in it. */
  readonly state: "checked" | "empty" | "loading" | "none" | "unchecked";
  readonly minor: string;
}

export interface FindingsView {
  /** Goes right below the text. */
  readonly summary: HTMLElement;
  readonly list: HTMLElement;
  show(verdict: Verdict): void;
}

/** `goTo` is called for the finding whose line is pressed. */
export function findingsView(goTo: (finding: Finding) => void): FindingsView {
  const summary = h("p", { class: "workshop-summary" });
  const id = fresh("fallos");
  const list = h("ol", { class: "workshop-findings", id, "aria-label": "Fallos" });
  const spoken = h("p", { class: "workshop-spoken", role: "status", "aria-live": "polite" });
  let timer = 0;
  let shown = "";
  return {
    summary: h("div", {}, summary, spoken),
    list,
    show: (verdict) => {
      const { state, words } = summed(verdict);
      summary.dataset["state"] = state;
      summary.textContent = words;
      const key = JSON.stringify(verdict.findings);
      if (key !== shown) list.replaceChildren(...verdict.findings.map((one) => row(one, goTo)));
      shown = key;
      list.hidden = verdict.findings.length === 0;
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        const [first] = verdict.findings;
        const said = first ? `${words} Línea ${first.line}: ${sentence(first.message)}` : words;
        if (spoken.textContent !== said) spoken.textContent = said;
      }, QUIET);
    },
  };
}

/** The state of a text in a few words, and the colour that goes with them. */
function summed({ findings, state, minor }: Verdict): { state: string; words: string } {
  if (state === "loading") return { state: "idle", words: "Cargando los esquemas…" };
  if (state === "empty") return { state: "idle", words: "Aquí dirá si está bien." };
  const errors = findings.filter((one) => one.severity === "error").length;
  const warnings = findings.length - errors;
  const told = [errors ? counted(errors, "error", "errores") : "", warnings ? counted(warnings, "aviso", "avisos") : ""].filter(Boolean).join(" y ");
  if (errors) return { state: "wrong", words: `✗ ${told}.` };
  if (state === "none") return { state: "care", words: "⚠ Aquí no hay ningún objeto: un manifiesto lleva «apiVersion» y «kind»." };
  const also = told ? ` y ${told}` : "";
  if (state === "unchecked") return { state: "care", words: `⚠ YAML sin errores${also}. Sin conexión no hay esquemas: lo demás no se ha comprobado.` };
  return { state: "right", words: `✓ Sin errores${also}. Cumple los esquemas de Kubernetes ${minor}.` };
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function row(finding: Finding, goTo: (finding: Finding) => void): HTMLElement {
  const { line, severity, message, hint } = finding;
  const jump = h("button", { type: "button", class: "workshop-line", onclick: () => goTo(finding) }, `Línea ${line}`);
  const sign = severity === "error" ? "✗" : "⚠";
  const told = h("div", {}, h("strong", {}, `${sign} ${SEVERITIES[severity]}.`), " ", ...inline(sentence(message)), hint ? h("span", { class: "workshop-fix" }, ...inline(sentence(hint))) : null);
  return h("li", { "data-severity": severity }, jump, told);
}
