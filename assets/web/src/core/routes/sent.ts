/** What somebody types as a path or a host in; what a client sends out. */

/** Without the fragment, which clients keep for themselves, and with everything beyond ASCII in percent-encoding. */
export function sentPath(typed: string): string {
  return typed.replace(/#.*$/s, "").replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(wellFormed(part)));
}

/** The bytes of a text in UTF-8, one character each. */
export function bytesOf(text: string): string {
  return text.replace(/[^\0-\x7f]+/g, (part) => {
    const encoded = encodeURIComponent(wellFormed(part));
    return encoded.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  });
}

/** The Host header: the port is left out where it is the scheme's own. */
export function hostHeader(host: string, port: number, scheme: string): string {
  return port === (scheme === "https" ? 443 : 80) ? host : `${host}:${port}`;
}

/** Half a surrogate pair is no text. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");
