/** The page in; a button «Probar» on each example that the Linux node can run. The node itself is loaded on a click. */

import type { Desk } from "./desk.ts";

/** Where the page is shown above an open terminal, that terminal is meant. */
export function hostDesk(): Desk | undefined {
  try {
    return window.parent === window ? undefined : window.parent.apuntesDesk;
  } catch {
    return undefined; // framed by another site
  }
}

/** Adds the buttons. */
export function offerNode(): void {
  for (const example of document.querySelectorAll<HTMLElement>(".admonition.probar")) {
    const code = example.querySelector(".highlight code");
    if (code) code.closest(".highlight")?.after(offer(wayTo(example) + code.textContent.trim()));
  }
}

/** An example of a Pod is typed on its node: `pod web-0 ip route`. */
function wayTo(example: HTMLElement): string {
  const pod = [...example.classList].find((name) => name.startsWith("en-"))?.slice(3);
  return pod ? `pod ${pod} ` : "";
}

function offer(command: string): HTMLElement {
  const press = document.createElement("button");
  press.type = "button";
  press.className = "md-button node-try";
  press.textContent = "Probar";
  press.title = `Ejecutar «${command}» en un nodo Linux, en esta página`;
  const told = document.createElement("span");
  told.setAttribute("role", "alert");
  press.addEventListener("click", () => {
    if (press.ariaBusy === "true") return; // disabled, it would lose the focus
    press.ariaBusy = "true";
    told.textContent = "";
    void tryOut(command)
      .catch((error: unknown) => (told.textContent = error instanceof Error ? error.message : "No se ha podido cargar."))
      .finally(() => (press.ariaBusy = null));
  });
  const place = document.createElement("p");
  place.className = "node-offer";
  place.append(press, told);
  return place;
}

async function tryOut(command: string): Promise<void> {
  const desk = hostDesk() ?? (await (await import("./desk.ts")).openDesk());
  await desk.tryOut(command);
}
