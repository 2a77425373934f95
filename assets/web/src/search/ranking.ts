/** The sections of the site and a query in; the pages that answer it, best first, each with its sections, out. */

import MiniSearch, { type Query, type SearchResult } from "minisearch";
import { asked, found, parts } from "./tokens.ts";

/** A page, or a section of one (`notas/ingress/#rutas`), as the site's engine lists it; the text is plain. */
export interface Section {
  readonly location: string;
  readonly title: string;
  readonly text: string;
}

/** A section that answers a query; `terms` tells of each word of the query whether it is there. */
export interface Hit extends Section {
  readonly score: number;
  readonly terms: Readonly<Record<string, boolean>>;
  readonly words: readonly string[];
}

export interface Finder {
  readonly index: MiniSearch<Section>;
  readonly sections: ReadonlyMap<string, Section>;
}

const PAGES = 20;
const LIKE = 0.2;

/** What `search` looks things up in. */
export function finder(sections: readonly Section[]): Finder {
  const index = new MiniSearch<Section>({
    fields: ["title", "text"],
    idField: "location",
    tokenize: found,
    processTerm: (term) => term,
    searchOptions: { tokenize: asked, boost: { title: 4 }, boostDocument: weight },
  });
  index.addAll(sections);
  return { index, sections: new Map(sections.map((section) => [section.location, section])) };
}

/** Pages with what they say, the best first; a page stands first among its sections where none of them is better. */
export function search({ index, sections }: Finder, query: string): readonly (readonly Hit[])[] {
  const words = asked(query);
  const results = words.length > 0 ? best(index, words) : [];
  const pages = new Map<string, Hit[]>();
  for (const result of results) {
    const page = pageOf(result.id as string);
    const section = sections.get(result.id as string);
    if (section) pages.set(page, [...(pages.get(page) ?? []), hit(section, result, words)]);
  }
  return [...pages.entries()]
    .map(([page, hits]) => ({ hits: withPage(hits, sections.get(page)), score: total(hits) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, PAGES)
    .map(({ hits }) => hits);
}

/** All words first; where no section has them all, in parts; then any of them, also misspelt. */
function best(index: MiniSearch<Section>, words: readonly string[]): SearchResult[] {
  const last = words.at(-1);
  const begun = (term: string): boolean => term === last || term.length > 3;
  const whole: Query = { combineWith: "AND", queries: [...words], prefix: begun };
  const apart = words.flatMap((word) => [...parts(word)].filter((part) => part !== word || parts(word).size === 1));
  const tries: Query[] = [
    whole,
    { combineWith: "AND", queries: apart, prefix: begun },
    { combineWith: "AND", queries: apart, prefix: begun, fuzzy: LIKE },
    { combineWith: "OR", queries: apart, prefix: begun, fuzzy: LIKE },
  ];
  for (const one of tries) {
    const results = index.search(one, { weights: { prefix: 0.4, fuzzy: 0.2 } });
    if (results.length > 0) return results;
  }
  return [];
}

/** Notes explain, so they come before lists, and lists before tasks; a page as a whole before a part of it. */
const WEIGHTS: Readonly<Record<string, number>> = { notas: 2.4, tareas: 0.5 };

function weight(location: string): number {
  return (WEIGHTS[location.split("/")[0] ?? ""] ?? 1) * (location.includes("#") ? 1 : 1.3);
}

/** A page is as good as its best section, and a little better for each other one. */
function total(hits: readonly Hit[]): number {
  const scores = hits.map(({ score }) => score).sort((a, b) => b - a);
  return scores.reduce((sum, score, place) => sum + score / 2.5 ** Math.min(place, 12), 0);
}

function hit(section: Section, result: SearchResult, words: readonly string[]): Hit {
  const terms = Object.fromEntries(
    words.map((word) => [word, [...parts(word)].some((part) => result.queryTerms.includes(part))]),
  );
  return { ...section, score: result.score, terms, words: result.terms };
}

function withPage(hits: readonly Hit[], page: Section | undefined): readonly Hit[] {
  const there = hits.some(({ location }) => !location.includes("#"));
  return there || !page ? hits : [...hits, { ...page, score: 0, terms: {}, words: [] }];
}

function pageOf(location: string): string {
  return location.split("#")[0] ?? "";
}
