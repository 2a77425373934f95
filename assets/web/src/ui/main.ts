/** The page in; where it has questions, what lets one answer them. Everything else is loaded only when it is wanted. */

const practicePlace = document.getElementById("practica");
const examPlace = document.getElementById("examen");
const sections = [...document.querySelectorAll<HTMLElement>("section.quiz-question[data-question-id]")];

if (practicePlace) void fill(practicePlace, async () => (await import("./practice.ts")).practice(practicePlace));
if (examPlace) void fill(examPlace, async () => (await import("./exam-page.ts")).examPage(examPlace));
if (sections[0]) offer(sections[0]);

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
