/** A prepared question in; the control that takes its answer out, with labels, by keyboard alone. */

import type { Answer, Language, Part, PartState, Prepared, Shown } from "../core/index.ts";
import { CONTROL_WORDS, type ControlWords } from "./control-words.ts";
import { fresh, group, h, status } from "./dom.ts";
import { inline, plain } from "./markdown.ts";

/** `answer` is null while it is not complete. `mark` closes the control and shows how each part fared. */
export interface Control {
  readonly element: HTMLElement;
  answer(): Answer | null;
  mark(parts: readonly Part[]): void;
}

type Of<K extends Prepared["kind"]> = Extract<Prepared, { kind: K }>;
type Changed = () => void;

/** The control for a question, filled in with the answer given before, if any; verdicts are always in Spanish. */
export function control(question: Prepared, given: Answer | null, changed: Changed, language: Language = "es"): Control {
  const made = controlOf(question, given, changed, CONTROL_WORDS[language]);
  made.element.lang = language;
  return made;
}

function controlOf(question: Prepared, given: Answer | null, changed: Changed, words: ControlWords): Control {
  switch (question.kind) {
    case "choice":
      return choice(question, given?.kind === "choice" ? given.chosen : [], changed, words);
    case "route":
      return route(question, given?.kind === "route" ? [given.chosen] : [], changed, words);
    case "command":
      return command(question, given?.kind === "command" ? given.typed : "", changed, words);
    case "cloze":
      return cloze(question, given?.kind === "cloze" ? given.typed : "", changed, words);
    case "order":
      return order(question, given?.kind === "order" ? given.order : question.steps.map((step) => step.key), changed, words);
    case "match":
      return match(question, given?.kind === "match" ? given.rights : [], changed, words);
    case "fault":
      return fault(question, given?.kind === "fault" ? given.line : 0, changed, words);
  }
}

const VERDICTS: Readonly<Record<PartState, string>> = {
  right: "✓ Correcta.",
  wrong: "✗ Incorrecta, y la elegiste.",
  missed: "✓ Era correcta.",
  idle: "✗ Incorrecta.",
};

function choice(question: Of<"choice">, chosen: readonly number[], changed: Changed, words: ControlWords): Control {
  const list = options(question.options, question.several, chosen, changed);
  const hint = question.several ? h("p", { class: "study-hint" }, words.several) : null;
  const code = question.code === undefined ? null : listing(question.code, "", words.code);
  return {
    element: group(inline(question.prompt), code, hint, list.element),
    answer: () => (list.chosen().length > 0 ? { kind: "choice", chosen: list.chosen() } : null),
    mark: list.mark,
  };
}

function route(question: Of<"route">, chosen: readonly number[], changed: Changed, words: ControlWords): Control {
  const list = options(question.options.map(({ key, text }) => ({ key, text: `\`${text}\`` })), false, chosen, changed);
  const shown = [listing(question.code, question.file), listing(question.request, words.request)];
  return {
    element: group(inline(question.prompt), ...shown, list.element),
    answer: () => {
      const [key] = list.chosen();
      return key === undefined ? null : { kind: "route", chosen: key };
    },
    mark: list.mark,
  };
}

interface Options {
  readonly element: HTMLElement;
  chosen(): number[];
  mark(parts: readonly Part[]): void;
}

function options(shown: readonly Shown[], several: boolean, chosen: readonly number[], changed: Changed): Options {
  const name = fresh("opcion");
  const rows = shown.map(({ key, text }) => {
    const input = h("input", { type: several ? "checkbox" : "radio", name, value: key, checked: chosen.includes(key), onchange: changed });
    const row = h("div", { class: "study-option" }, h("label", {}, input, h("span", {}, ...inline(text))));
    return { key, input, row };
  });
  return {
    element: h("div", { class: "study-options" }, ...rows.map(({ row }) => row)),
    chosen: () => rows.filter(({ input }) => input.checked).map(({ key }) => key),
    mark: (parts) => {
      for (const { key, input, row } of rows) {
        input.disabled = true;
        const part = parts.find((one) => one.key === key);
        if (part) row.append(verdict(part, input));
        if (part) row.dataset["state"] = part.state;
      }
    },
  };
}

function verdict(part: Part, input: HTMLElement): HTMLElement {
  const id = fresh("motivo");
  input.setAttribute("aria-describedby", id);
  return h("p", { id, lang: "es", class: "study-verdict" }, h("strong", {}, VERDICTS[part.state]), " ", ...inline(part.why));
}

function command(question: Of<"command">, typed: string, changed: Changed, words: ControlWords): Control {
  const input = field(words.command, typed, changed);
  const element = group(inline(question.prompt), h("label", { class: "study-field" }, h("span", {}, words.command), input));
  return typing(element, input, () => ({ kind: "command", typed: input.value }));
}

function cloze(question: Of<"cloze">, typed: string, changed: Changed, words: ControlWords): Control {
  const input = field(words.gap(plain(question.prompt)), typed, changed);
  const text = h("p", { class: "study-cloze" }, ...inline(question.before), input, ...inline(question.after));
  return typing(group([words.fill], text), input, () => ({ kind: "cloze", typed: input.value }));
}

const field = (label: string, value: string, changed: Changed): HTMLInputElement =>
  h("input", { type: "text", value, "aria-label": label, autocapitalize: "off", autocomplete: "off", autocorrect: "off", spellcheck: "false", oninput: changed });

function typing(element: HTMLElement, input: HTMLInputElement, answer: () => Answer): Control {
  return {
    element,
    answer: () => (input.value.trim() ? answer() : null),
    mark: (parts) => {
      input.readOnly = true;
      input.dataset["state"] = parts.some((part) => part.state === "wrong" || part.state === "missed") ? "wrong" : "right";
    },
  };
}

function order(question: Of<"order">, given: readonly number[], changed: Changed, words: ControlWords): Control {
  const list = h("ol", { class: "study-order" });
  const said = status();
  const rows = new Map(question.steps.map((step) => [step.key, orderRow(step, words, (row, by) => move(list, row, by, said, words, changed))]));
  list.append(...given.map((key) => rows.get(key)).filter((row) => row !== undefined));
  const keys = (): number[] => [...list.children].map((row) => Number((row as HTMLElement).dataset["key"]));
  return {
    element: group(inline(question.prompt), list, said),
    answer: () => ({ kind: "order", order: keys() }),
    mark: (parts) => {
      for (const part of parts) settle(rows.get(part.key), part);
      for (const moves of list.querySelectorAll(".study-moves")) moves.remove();
      said.replaceChildren();
    },
  };
}

function orderRow(step: Shown, words: ControlWords, moved: (row: HTMLLIElement, by: -1 | 1) => void): HTMLLIElement {
  const press = (by: -1 | 1, sign: string, word: string): HTMLButtonElement =>
    h("button", { type: "button", "aria-label": `${word}: ${plain(step.text)}`, onclick: () => moved(row, by) }, sign);
  const row: HTMLLIElement = h("li", { "data-key": step.key }, h("span", {}, ...inline(step.text)), h("span", { class: "study-moves" }, press(-1, "↑", words.up), press(1, "↓", words.down)));
  return row;
}

function move(list: HTMLElement, row: HTMLLIElement, by: -1 | 1, said: HTMLElement, words: ControlWords, changed: Changed): void {
  const focused = document.activeElement;
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (by < 0) other?.before(row);
  else other?.after(row);
  if (focused instanceof HTMLElement) focused.focus();
  said.textContent = words.moved([...list.children].indexOf(row) + 1, list.children.length);
  changed();
}

function match(question: Of<"match">, given: readonly (number | null)[], changed: Changed, words: ControlWords): Control {
  const rows = question.lefts.map(({ key, text }) => {
    const choices = question.rights.map((one) => h("option", { value: one.key, selected: given[key] === one.key }, plain(one.text)));
    const select = h("select", { onchange: changed }, h("option", { value: "" }, words.choose), ...choices);
    const row = h("div", { class: "study-pair" }, h("label", {}, h("span", {}, ...inline(text)), select));
    return { key, select, row };
  });
  const chosen = (): (number | null)[] => {
    const found: (number | null)[] = question.lefts.map(() => null);
    for (const { key, select } of rows) found[key] = select.value === "" ? null : Number(select.value);
    return found;
  };
  return {
    element: group(inline(question.prompt), ...rows.map(({ row }) => row)),
    answer: () => (chosen().every((one) => one === null) ? null : { kind: "match", rights: chosen() }),
    mark: (parts) => {
      for (const { key, select, row } of rows) {
        select.disabled = true;
        const part = parts.find((one) => one.key === key);
        if (part) settle(row, part);
      }
    },
  };
}

/** Marks a step or a pair, in words too. */
function settle(row: HTMLElement | undefined, part: Part): void {
  if (!row) return;
  row.dataset["state"] = part.state;
  const sign = part.state === "right" ? "✓ Bien." : part.state === "missed" ? "✗ Sin contestar." : "✗ Mal.";
  row.append(h("p", { lang: "es", class: "study-verdict" }, h("strong", {}, sign), " ", ...(part.state === "right" ? [] : inline(part.why))));
}

function fault(question: Of<"fault">, given: number, changed: Changed, words: ControlWords): Control {
  const name = fresh("linea");
  const rows = question.lines.map((text, index) => {
    const input = h("input", { type: "radio", name, value: index + 1, checked: given === index + 1, "aria-label": words.line(index + 1, text.trim()), onchange: changed });
    return { input, row: h("label", { class: "study-line" }, input, h("span", { "aria-hidden": "true" }, `${index + 1}`), h("code", {}, text || " ")) };
  });
  const lines = h("div", { class: "study-lines", role: "group", "aria-label": question.file }, ...rows.map(({ row }) => row));
  return {
    element: group(inline(question.prompt), h("p", { class: "study-hint" }, words.faulty(question.file)), lines),
    answer: () => {
      const line = rows.findIndex(({ input }) => input.checked) + 1;
      return line > 0 ? { kind: "fault", line } : null;
    },
    mark: (parts) => {
      for (const { input } of rows) input.disabled = true;
      // With its buttons closed it must still be reached to be scrolled.
      lines.tabIndex = 0;
      for (const part of parts) {
        const row = rows[part.key - 1]?.row;
        if (!row) continue;
        row.dataset["state"] = part.state;
        row.append(h("strong", {}, part.state === "wrong" ? "✗" : "✓"));
      }
    },
  };
}

/** Code as it is. */
export function listing(code: string, title = "", label = title || "Código"): HTMLElement {
  const text = h("pre", { tabindex: 0, role: "group", "aria-label": label }, h("code", {}, code.replace(/\n$/, "")));
  return h("div", { class: "study-code" }, title ? h("span", { class: "study-hint" }, title) : null, text);
}
