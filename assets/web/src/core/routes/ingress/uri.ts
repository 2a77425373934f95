/** The path of a request in; what nginx makes of it, as bytes, out. */

import { bytesOf } from "../sent.ts";

/** What nginx compares with locations, and the query that goes on to the backend. */
export interface Uri {
  readonly path: string;
  readonly query: string;
}

/** Bytes beyond ASCII stand where no regular expression takes them for letters that have capitals. */
const BEYOND = 0xf700;

/** The path decoded, with `//`, `.` and `..` resolved; null where nginx answers 400. */
export function readUri(sent: string): Uri | null {
  const [raw = "", ...rest] = sent.split("?");
  const decoded = decode(raw);
  const path = decoded === null ? null : resolve(decoded);
  return path === null ? null : { path, query: rest.join("?") };
}

/** A path or pattern of a manifest, comparable with that of a request. */
export const written = (path: string): string => [...bytesOf(path)].map(shifted).join("");

/** A path as nginx writes it into a request or a redirect of its own. */
export function escaped(path: string): string {
  return path.replace(/[^\x21-\x7e]|["#%<>?\\^`{|}]/g, (char) => {
    const byte = char.charCodeAt(0) & 0xff;
    return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

/** A path as bytes again, for what nginx copies as it is. */
export const unshifted = (path: string): string => path.replace(/[\uf780-\uf7ff]/g, (char) => String.fromCharCode(char.charCodeAt(0) & 0xff));

const shifted = (byte: string): string => (byte > "\x7f" ? String.fromCharCode(BEYOND + byte.charCodeAt(0)) : byte);

function decode(raw: string): string | null {
  if (!raw.startsWith("/") || /%(?![0-9A-Fa-f]{2})|%00/.test(raw)) return null;
  return raw.replace(/%(..)/g, (_, hex: string) => shifted(String.fromCharCode(Number.parseInt(hex, 16))));
}

/** Slashes are merged before dots are looked at; null where `..` leads out of the root. */
function resolve(path: string): string | null {
  const parts = path.split("/").slice(1);
  const last = parts.at(-1) ?? "";
  const kept: string[] = [];
  for (const part of parts) {
    if (part === "..") {
      if (kept.pop() === undefined) return null;
    } else if (part !== "" && part !== ".") kept.push(part);
  }
  const open = kept.length > 0 && ["", ".", ".."].includes(last);
  return `/${kept.join("/")}${open ? "/" : ""}`;
}
