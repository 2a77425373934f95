/** Names, attributes and children in; elements out. Text is always text: nothing here reads HTML. */

export type Child = Node | string | null;
type Attribute = string | number | boolean | ((event: Event) => void);

/** An element; `onclick` and the like listen, `true` sets an attribute, `false` leaves it out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for drawings. */
export function draw(tag: string, attributes: Readonly<Record<string, string | number>>, ...children: readonly Node[]): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

let made = 0;

/** An id that no other element of the page has. */
export const fresh = (name: string): string => `estudio-${name}-${++made}`;

/** A button that does one thing. */
export const button = (text: string, act: () => void, main = false): HTMLButtonElement =>
  h("button", { type: "button", class: main ? "md-button md-button--primary" : "md-button", onclick: act }, text);

/** A group of choices under its question, as assistive technology wants it. */
export const group = (legend: readonly Child[], ...children: readonly Child[]): HTMLFieldSetElement =>
  h("fieldset", { class: "study-group" }, h("legend", {}, ...legend), ...children);

/** A line for messages, read out when it changes. */
export const status = (): HTMLParagraphElement => h("p", { class: "study-status", role: "status", "aria-live": "polite" });
