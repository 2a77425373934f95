/** A label selector and labels in; what of the selector they do not meet, in Spanish, out. */

import { entries, list, record, text } from "./fields.ts";

export type Labels = ReadonlyMap<string, string>;

/** The first part of the selector that the labels do not meet; null if they meet it all. An empty selector takes everything. */
export function unmet(selector: unknown, labels: Labels): string | null {
  const { matchLabels, matchExpressions } = record(selector);
  for (const [key, value] of entries(matchLabels)) {
    const has = labels.get(key);
    if (has === undefined) return `le falta la etiqueta \`${key}=${text(value)}\``;
    if (has !== text(value)) return `su etiqueta \`${key}\` es \`${has}\`, no \`${text(value)}\``;
  }
  for (const expression of list(matchExpressions).map(record)) {
    const why = unmetExpression(expression, labels);
    if (why !== null) return why;
  }
  return null;
}

/** The selector as one says it: `app=web`, `tier In (db, cache)`; an empty one says that it takes everything. */
export function selectorWords(selector: unknown): string {
  const { matchLabels, matchExpressions } = record(selector);
  const words = [
    ...entries(matchLabels).map(([key, value]) => `\`${key}=${text(value)}\``),
    ...list(matchExpressions).map((one) => `\`${expressionWords(record(one))}\``),
  ];
  return words.length > 0 ? words.join(", ") : "el selector vacío elige todos";
}

function expressionWords({ key, operator, values }: Readonly<Record<string, unknown>>): string {
  const told = list(values).map(text).join(", ");
  return `${text(key)} ${text(operator)}${told ? ` (${told})` : ""}`;
}

function unmetExpression(expression: Readonly<Record<string, unknown>>, labels: Labels): string | null {
  const key = text(expression["key"]);
  const has = labels.get(key);
  const listed = has !== undefined && list(expression["values"]).map(text).includes(has);
  const shown = `\`${expressionWords(expression)}\``;
  const found = has === undefined ? `no tiene la etiqueta \`${key}\`` : `su etiqueta \`${key}\` es \`${has}\``;
  switch (expression["operator"]) {
    case "In":
      return listed ? null : `pide ${shown}, y ${found}`;
    case "NotIn":
      return listed ? `pide ${shown}, y ${found}` : null;
    case "Exists":
      return has === undefined ? `pide ${shown}, y ${found}` : null;
    case "DoesNotExist":
      return has === undefined ? null : `pide ${shown}, y ${found}`;
    default:
      return `${shown} tiene un operador que no existe`;
  }
}
