/** The path of a request in; the one that Envoy compares with the rules and sends on out. */

/** The path and, apart, the query with its question mark. */
export interface SentPath {
  readonly path: string;
  readonly query: string;
}

/** With `..` and then `//` resolved, as controllers have it; null where Envoy answers 400. */
export function readPath(sent: string): SentPath | null {
  const [raw = "", ...rest] = sent.split("?");
  // What follows the dots after a semicolon is no part of them.
  const bare = raw.replace(/\/(\.{1,2});[^/]*/g, "/$1");
  if (!bare.startsWith("/") || bare.includes("%00")) return null;
  return { path: merged(resolved(spelled(bare))), query: rest.length > 0 ? `?${rest.join("?")}` : "" };
}

/** Letters, digits and `-._~` as they are, and what no path may have, in percent-encoding. */
function spelled(raw: string): string {
  const plain = raw.replace(/%([0-9A-Fa-f]{2})/g, (whole, hex: string) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w\-.~]/.test(char) ? char : whole;
  });
  const encoded = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
  return plain.replaceAll("\\", "/").replace(/["<>^`{|}]/g, encoded);
}

function resolved(path: string): string {
  const parts = path.split("/").slice(1);
  const kept: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (part === "..") kept.pop();
    if (part !== "." && part !== "..") kept.push(part);
    else if (index === parts.length - 1) kept.push("");
  }
  return `/${kept.join("/")}`;
}

function merged(path: string): string {
  if (!path.includes("//")) return path;
  return `/${path.split("/").filter(Boolean).join("/")}${path.endsWith("/") ? "/" : ""}`;
}
