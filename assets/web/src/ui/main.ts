/** The page in; where it has questions, what lets one answer them. Everything else is loaded only when it is wanted. */

import { offerNode } from "./node/offer.ts";
import { keepForOffline } from "./offline.ts";
import { offerRoutes } from "./routes/offer.ts";
import { offerWorkshop } from "./workshop/offer.ts";

/** By the id of the element that it fills. */
const PLACES: Readonly<Record<string, (place: HTMLElement) => Promise<void>>> = {
  practica: async (place) => (await import("./practice.ts")).practice(place),
  examen: async (place) => (await import("./exam-page.ts")).examPage(place),
  "nodo-linux": async (place) => (await import("./node/page.ts")).nodePage(place),
  "taller-de-manifiestos": async (place) => (await import("./workshop/page.ts")).workshopPage(place),
  "mazos-sin-conexion": async (place) => (await import("./kept-files.ts")).keptFiles(place),
  "explorador-de-rutas": async (place) => (await import("./routes/page.ts")).routesPage(place),
};

const sections = [...document.querySelectorAll<HTMLElement>("section.quiz-question[data-question-id]")];

for (const [id, load] of Object.entries(PLACES)) {
  const place = document.getElementById(id);
  if (place) void fill(place, () => load(place));
}
if (sections[0]) offer(sections[0]);
offerNode();
offerWorkshop();
offerRoutes();
keepForOffline();

async function fill(place: HTMLElement, load: () => Promise<void>): Promise<void> {
  try {
    await load();
  } catch (error) {
    const message = document.createElement("p");
    message.setAttribute("role", "alert");
    message.textContent = error instanceof Error ? error.message : "No se ha podido cargar.";
    place.replaceChildren(message);
  }
}

/** A button before the questions of a note; nothing is loaded before it is pressed. */
function offer(first: HTMLElement): void {
  const place = document.createElement("div");
  const press = document.createElement("button");
  press.type = "button";
  press.className = "md-button md-button--primary study-offer";
  press.textContent = "Responder aquí, con corrección";
  press.addEventListener("click", () => {
    press.disabled = true;
    void fill(told, async () => {
      await (await import("./note-quiz.ts")).answerHere(sections);
      place.remove();
    }).finally(() => (press.disabled = false));
  });
  const told = document.createElement("div");
  place.append(press, told);
  first.before(place);
}
