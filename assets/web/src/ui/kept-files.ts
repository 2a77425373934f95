/** The place below links to files in; a button that keeps them for when there is no network, with how it stands, out. */

import { button, h, status } from "./dom.ts";

interface Answer {
  readonly kept: boolean;
  readonly size: number;
}

/** Fills the place, which says in `data-files` what the addresses of its page's files begin with. Stays empty where nothing can be kept. */
export async function keptFiles(place: HTMLElement): Promise<void> {
  const worker = await keeper();
  if (!worker) return;
  const start = new URL(place.dataset["files"] ?? "", location.href).href;
  const links = [...document.querySelectorAll<HTMLAnchorElement>("main a[href]")];
  const addresses = [...new Set(links.map((link) => link.href).filter((address) => address.startsWith(start)))];
  const said = status();
  const press = button("", () => void change());
  let answer = await ask(worker, "kept", addresses);

  function draw(): void {
    press.textContent = answer.kept ? "Quitar lo guardado" : `Guardar para usar sin conexión (${megabytes(answer.size)})`;
  }

  async function change(): Promise<void> {
    const wanted = !answer.kept;
    press.disabled = true;
    said.textContent = wanted ? "Guardando…" : "";
    answer = await ask(worker as ServiceWorker, wanted ? "keep" : "drop", addresses);
    press.disabled = false;
    const done = answer.kept === wanted;
    said.dataset["state"] = done ? "right" : "wrong";
    said.textContent = !done ? "✗ No se han podido guardar. Comprueba la conexión." : wanted ? "✓ Guardados: se descargan también sin conexión." : "✓ Ya no están guardados.";
    draw();
  }

  if (answer.kept) said.textContent = "✓ Guardados: se descargan también sin conexión.";
  draw();
  place.replaceChildren(h("p", { class: "study-buttons" }, press), said);
}

/** The worker that keeps the site, once it is ready; none in a live preview or where the browser has none. */
async function keeper(): Promise<ServiceWorker | null> {
  if (!document.querySelector('link[rel="manifest"]') || !("serviceWorker" in navigator)) return null;
  return (await navigator.serviceWorker.ready).active;
}

function ask(worker: ServiceWorker, type: "kept" | "keep" | "drop", addresses: readonly string[]): Promise<Answer> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = (event) => resolve(event.data as Answer);
    worker.postMessage({ type, addresses }, [port2]);
  });
}

const megabytes = (size: number): string => `${(size / 1e6).toLocaleString("es", { maximumFractionDigits: 1 })} MB`;
