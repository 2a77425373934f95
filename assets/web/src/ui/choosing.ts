/** The bank, the curriculum and the learner in; a form that chooses what to practise, and the ids for one sitting, out. */

import { type Curriculum, type Filter, filterQuestions, KINDS, type Kind, type Question, session } from "../core/index.ts";
import { LEVELS } from "./card.ts";
import { h, status } from "./dom.ts";
import type { Learner } from "./learner.ts";
import { topicTitle } from "./site.ts";

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  choice: "Elegir",
  command: "Escribir el comando",
  order: "Ordenar",
  fault: "Buscar el fallo",
  match: "Unir",
  route: "A dónde llega",
  cloze: "Completar",
};

/** The form; `begin` is called with at least one id. The page's address may choose too: `?competencia=ingress`. */
export function choosing(questions: readonly Question[], plan: Curriculum, who: Learner, begin: (ids: readonly string[]) => void): HTMLElement {
  const said = status();
  const fields = filterFields(questions, plan);
  const [size, sizeRow] = pick("Cuántas", [["10", "10"], ["20", "20"], ["due", "Todas las pendientes"]], "cuantas");
  const submit = (event: Event): void => {
    event.preventDefault();
    const filter = fields.filter();
    const wanted = size.value === "due" ? "due" : Number(size.value);
    const ids = chosen(filterQuestions(questions, filter, who.memory), who, filter, wanted);
    if (ids.length > 0) return begin(ids);
    said.textContent = wanted === "due" ? "No hay nada pendiente con esos filtros: elige 10 o 20 para ver preguntas nuevas." : "No hay preguntas nuevas ni pendientes con esos filtros.";
  };
  return h(
    "form",
    { class: "study-choosing", onsubmit: submit },
    h("div", { class: "study-row study-subjects" }, ...fields.subjects),
    h("div", { class: "study-row" }, ...fields.looks, sizeRow),
    h("p", {}, fields.onlyFailed),
    h("p", { class: "study-buttons" }, h("button", { type: "submit", class: "md-button md-button--primary" }, "Empezar")),
    said,
  );
}

interface FilterFields {
  readonly subjects: readonly HTMLElement[];
  readonly looks: readonly HTMLElement[];
  readonly onlyFailed: HTMLElement;
  filter(): Filter;
}

function filterFields(questions: readonly Question[], plan: Curriculum): FilterFields {
  const topics = [...new Set(questions.map((one) => one.topic))];
  const covered = new Set(questions.map((one) => one.competency));
  const competencies = plan.domains.flatMap((domain) => domain.competencies).filter(({ id }) => covered.has(id));
  const [topic, topicRow] = pick("Tema", [["", "Todos"], ...topics.map((one) => [one, topicTitle(one)] as const)], "tema");
  const [competency, competencyRow] = pick("Competencia", [["", "Todas"], ...competencies.map(({ id, es }) => [id, es] as const)], "competencia");
  const [kind, kindRow] = pick("Tipo", [["", "Todos"], ...KINDS.map((one) => [one, KIND_NAMES[one]] as const)], "tipo");
  const [level, levelRow] = pick("Dificultad", [["", "Todas"], ...LEVELS.slice(1).map((name, index) => [`${index + 1}`, name] as const)], "dificultad");
  const failed = h("input", { type: "checkbox" });
  const filter = (): Filter => ({
    topics: topic.value ? [topic.value] : [],
    competencies: competency.value ? [competency.value] : [],
    kinds: KINDS.filter((one) => one === kind.value),
    difficulties: level.value ? [Number(level.value)] : [],
    onlyFailed: failed.checked,
  });
  return { subjects: [topicRow, competencyRow], looks: [kindRow, levelRow], onlyFailed: h("label", {}, failed, " Solo las que fallé la última vez"), filter };
}

/** What failed last is asked again at once, due or not. */
function chosen(fitting: readonly Question[], who: Learner, { onlyFailed }: Filter, size: number | "due"): readonly string[] {
  return onlyFailed && size !== "due" ? fitting.slice(0, size).map((one) => one.id) : session(fitting, who.memory, Date.now(), size);
}

/** A list to choose from, and the same with its label; what the page's address says under its name is chosen already. */
export function pick(label: string, options: readonly (readonly [string, string])[], name: string): [HTMLSelectElement, HTMLElement] {
  const select = h("select", { name }, ...options.map(([value, text]) => h("option", { value }, text)));
  const asked = new URLSearchParams(location.search).get(name);
  if (options.some(([value]) => value === asked)) select.value = asked ?? "";
  return [select, h("label", { class: "study-field" }, h("span", {}, label), select)];
}
