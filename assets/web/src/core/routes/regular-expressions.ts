/** A regular expression of PCRE or RE2 in; the same one for JavaScript out, or why there is none. */

/** `invalid`: the program would refuse it; `foreign`: it has something that JavaScript writes in another way. */
export type Expression = RegExp | "invalid" | "foreign";

const FOREIGN = /\\[ACEGHKLNPQRUXZaghklpuvxz]|\(\?(?![:=!]|<[=!])|\(\*|\[\[[:.=]|\[\^?\]|[*+?}]\+/;
const NOT_IN_RE2 = /\(\?<?[=!]|\\[1-9]/;
const OPTION = /^\(\?i\)/;

/** For PCRE, as nginx has it; with capital letters or without. */
export function pcre(pattern: string): Expression {
  return compiled(pattern, "i");
}

/** For RE2, as Envoy and Traefik have it; `whole` where the whole text must match. */
export function re2(pattern: string, whole: boolean): Expression {
  const bare = pattern.replace(OPTION, "");
  if (NOT_IN_RE2.test(bare)) return "invalid";
  const alone = compiled(bare, "");
  return typeof alone === "string" ? alone : new RegExp(whole ? `^(?:${bare})$` : bare, bare === pattern ? "" : "i");
}

/** Whether a text matches an expression that could be read. */
export const fitsExpression = (expression: Expression, text: string): boolean => typeof expression !== "string" && expression.test(text);

function compiled(pattern: string, flags: string): Expression {
  if (FOREIGN.test(pattern)) return "foreign";
  try {
    return new RegExp(pattern, flags);
  } catch {
    return "invalid";
  }
}
