/** The page in; on each manifest that routes or allows traffic, a link that opens it in the route explorer. */

const ROUTED = /^kind: (Ingress|HTTPRoute)\s*$/m;
const FILTERED = /^kind: NetworkPolicy\s*$/m;

/** Adds the links; the explorer knows the files of the bank by their names. */
export function offerRoutes(): void {
  for (const block of document.querySelectorAll<HTMLElement>(".admonition.manifest")) {
    const file = block.querySelector(".filename")?.textContent?.trim() ?? "";
    const code = block.querySelector(".language-yaml");
    const text = code?.querySelector("code")?.textContent ?? "";
    const words = ROUTED.test(text) ? "Probar rutas" : FILTERED.test(text) ? "Probar conexiones" : null;
    if (words && file.endsWith(".yaml")) code?.append(link(words, file));
  }
}

function link(words: string, file: string): HTMLElement {
  const found = document.createElement("a");
  found.className = "md-button routes-offer";
  found.href = new URL(`../rutas/#e=${file.replace(/\.yaml$/, "")}`, import.meta.url).href;
  found.textContent = words;
  found.setAttribute("aria-label", `${words}: ${file}`);
  return found;
}
