/** A headline and what is below it in; the place of an answer, which is read out when it changes, out. */

import { h } from "../dom.ts";
import { inline } from "../markdown.ts";

/** Sign, words and tone: words and sign say it, the colour only underlines. */
export interface Headline {
  readonly sign: string;
  readonly words: string;
  readonly tone: "good" | "bad" | "care" | "none";
}

export interface Answer {
  readonly element: HTMLElement;
  show(headline: Headline, below: readonly Node[]): void;
}

/** An empty answer. */
export function answer(): Answer {
  const line = h("p", { class: "routes-headline", role: "status", "aria-live": "polite" });
  const body = h("div");
  const element = h("div", { class: "routes-answer" }, line, body);
  let told = "";
  return {
    element,
    show: ({ sign, words, tone }, below) => {
      element.dataset["tone"] = tone;
      if (told !== sign + words) line.replaceChildren(h("span", { class: "routes-sign", "aria-hidden": "true" }, sign), h("span", {}, ...inline(words)));
      told = sign + words;
      body.replaceChildren(...below);
    },
  };
}
