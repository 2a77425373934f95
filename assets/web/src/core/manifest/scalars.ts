/** An unquoted word of YAML in; what kubectl makes of it out: YAML 1.1 booleans, numbers as in Go, else text. */

const NULL = new Set(["", "~", "null", "Null", "NULL"]);
const TRUE = new Set(["true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"]);
const FALSE = new Set(["false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"]);
const DECIMAL = /^[-+]?(?:0|[1-9][0-9]*)$/;
const OCTAL = /^([-+]?)0o?([0-7]+)$/;
const RADIX = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** The value of a word without quotes. */
export function typed(word: string): null | boolean | number | string {
  if (NULL.has(word)) return null;
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  return number(word) ?? word;
}

function number(word: string): number | undefined {
  if (!/^[-+.0-9]/.test(word)) return undefined;
  const digits = word.replaceAll("_", "");
  if (DECIMAL.test(digits)) return finite(Number(digits));
  const octal = OCTAL.exec(digits);
  if (octal) return signed(octal[1], Number.parseInt(octal[2] ?? "", 8));
  const other = RADIX.exec(digits);
  if (other) return signed(other[1], Number(other[2]));
  return FLOAT.test(digits) ? finite(Number(digits)) : undefined;
}

function signed(sign: string | undefined, value: number): number {
  return sign === "-" ? -value : value;
}

/** JSON knows no infinity: what is too large for a number stays text. Nor does it tell 0 from -0. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value + 0 : undefined;
}
