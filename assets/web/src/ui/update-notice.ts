/** A version of the site that waits in; a notice from which the learner lets it in, or not now, out. */

import { button, h } from "./dom.ts";

const LATER = "apuntes-actualizar-luego";

/** Shows the notice, unless it was put off in this window. */
export function offerUpdate(registration: ServiceWorkerRegistration): void {
  if (sessionStorage.getItem(LATER) || document.querySelector(".update-notice")) return;
  const notice = h("div", { class: "update-notice md-typeset", role: "status" });
  document.body.append(notice);
  const update = button("Actualizar", () => apply(registration), true);
  const later = button("Ahora no", () => {
    sessionStorage.setItem(LATER, "1");
    notice.remove();
  });
  // What is said has to arrive in a place that is already there, or it is not read out.
  requestAnimationFrame(() => notice.append(h("p", {}, "Hay una versión nueva."), h("p", { class: "study-buttons" }, update, later)));
}

/** The waiting version takes over; this page, and no other that may be open, is shown again with it. */
function apply({ waiting }: ServiceWorkerRegistration): void {
  if (!waiting) return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage({ type: "activate" });
}
