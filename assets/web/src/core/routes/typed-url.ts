/** An address as one types it in; scheme, host, port and path of the request, or what is wrong with it, out. */

import { failure, type Result, success } from "../result.ts";

/** What of a request stands in its address. The path has the query. */
export interface TypedUrl {
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const FORM = /^(?:(https?):\/\/)?([^/:?#]*)(?::(\d*))?([/?][^#]*)?(?:#.*)?$/i;

/** Reads `http://host:port/path?query`; scheme, port and path may be left out. */
export function readUrl(typed: string): Result<TypedUrl> {
  const text = typed.trim();
  if (/\s/.test(text)) return failure("Una URL no lleva espacios: se escriben `%20`.");
  if (/^[^/?#]*:\/\//.test(text) && !/^https?:/i.test(text)) return failure("Aquí solo valen `http://` y `https://`.");
  const found = FORM.exec(text);
  const [, written = "http", host = "", digits, path = "/"] = found ?? [];
  if (!found || !host) return failure("Falta el host: escribe, por ejemplo, `http://shop.example.com/cart`.");
  if (!/^[a-z0-9.-]+$/i.test(host)) return failure(`El host \`${host}\` no es un nombre DNS ni una dirección IPv4.`);
  const scheme = written.toLowerCase() === "https" ? "https" : "http";
  const port = digits ? Number(digits) : scheme === "https" ? 443 : 80;
  if (port < 1 || port > 65535) return failure(`El puerto ${digits} no existe: van del 1 al 65535.`);
  return success({ scheme, host: host.toLowerCase(), port, path: path.startsWith("?") ? `/${path}` : path });
}

/** The address as one would type it. */
export function writeUrl({ scheme, host, port, path }: TypedUrl): string {
  const usual = port === (scheme === "https" ? 443 : 80);
  return `${scheme}://${host}${usual ? "" : `:${port}`}${path}`;
}
