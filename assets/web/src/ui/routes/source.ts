/** A text in; a place to edit it out, with numbered lines of which some are marked. */

import { button, h } from "../dom.ts";

/** What a line has to do with the answer: it decides it, it closes the way, or it is no YAML. */
export type Mark = "decides" | "closes" | "broken";

export interface Source {
  readonly element: HTMLElement;
  text(): string;
  replace(text: string): void;
  /** Marks lines, counted from 1; the first of them comes into view. */
  mark(marks: ReadonlyMap<number, Mark>): void;
  /** A button that leads to a line. */
  link(line: number): HTMLElement;
}

const SIGNS: Readonly<Record<Mark, string>> = { decides: "➜", closes: "✗", broken: "!" };

/** An editor of plain text: no keys of its own, nothing to load. */
export function source(text: string, changed: () => void): Source {
  const plain = { wrap: "off", spellcheck: "false", autocapitalize: "off", autocomplete: "off", autocorrect: "off" };
  const area = h("textarea", { class: "routes-text", "aria-label": "Manifiestos en YAML", ...plain });
  const numbers = h("div", { class: "routes-lines", "aria-hidden": "true" });
  const element = h("div", { class: "routes-source" }, numbers, area);
  const fit = (): void => fitted(area, numbers);
  const put = (whole: string): void => {
    area.value = whole;
    fit();
  };
  area.addEventListener("input", () => {
    fit();
    changed();
  });
  put(text);
  return {
    element,
    text: () => area.value,
    replace: put,
    mark: (marks) => {
      for (const [index, row] of [...numbers.children].entries()) draw(row as HTMLElement, marks.get(index + 1));
      const [first] = [...marks.keys()].sort((one, other) => one - other);
      if (first !== undefined && document.activeElement !== area) show(element, numbers, first);
    },
    link: (line) => {
      const press = button(`línea ${line}`, () => select(area, element, numbers, line));
      press.className = "routes-line";
      return press;
    },
  };
}

/** As high and wide as its text, so that only what is around it scrolls. */
function fitted(area: HTMLTextAreaElement, numbers: HTMLElement): void {
  const lines = area.value.split("\n");
  area.rows = lines.length;
  area.cols = Math.max(20, ...lines.map((line) => line.length)) + 1;
  while (numbers.childElementCount > lines.length) numbers.lastElementChild?.remove();
  while (numbers.childElementCount < lines.length) numbers.append(h("div", {}, h("span", {}), h("b", {}, `${numbers.childElementCount + 1}`)));
}

function draw(row: HTMLElement, mark: Mark | undefined): void {
  if (mark) row.dataset["mark"] = mark;
  else delete row.dataset["mark"];
  if (row.firstElementChild) row.firstElementChild.textContent = mark ? SIGNS[mark] : "";
}

/** Scrolls the editor, not the page. */
function show(element: HTMLElement, numbers: HTMLElement, line: number): void {
  const row = numbers.children[line - 1] as HTMLElement | undefined;
  if (!row) return;
  const top = row.offsetTop;
  const hidden = top < element.scrollTop || top + row.offsetHeight > element.scrollTop + element.clientHeight;
  if (hidden) element.scrollTop = Math.max(0, top - element.clientHeight / 3);
}

function select(area: HTMLTextAreaElement, element: HTMLElement, numbers: HTMLElement, line: number): void {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  element.scrollIntoView({ block: "nearest" });
  show(element, numbers, line);
}
