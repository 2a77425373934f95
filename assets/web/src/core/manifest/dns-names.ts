/** A text in; whether the API takes it as a DNS name, as the name of a port or as an IP address, out. */

import { addressBits } from "./addresses.ts";

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What the name of a port of a container must be, in words. */
export const PORT_NAME = "hasta 15 minúsculas, cifras y guiones sueltos, con al menos una letra: http";

/** One label, up to 63 letters. */
export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

/** Labels with dots between them, up to 253 letters. */
export function isSubdomain(text: string): boolean {
  return SUBDOMAIN.test(text) && text.length <= 253;
}

/** A name, or one whose first label is an asterisk. */
export function isHost(text: string): boolean {
  return !isAddress(text) && isSubdomain(text.replace(/^\*\./, ""));
}

/** The name of a port of a container, which a `targetPort` may have too. */
export function isPortName(text: string): boolean {
  return /^[a-z0-9-]{1,15}$/.test(text) && /[a-z]/.test(text) && !/^-|-$|--/.test(text);
}

/** An address; the zeros before a number of IPv4 count for nothing. */
export function isAddress(text: string): boolean {
  return addressBits(/^[\d.]+$/.test(text) ? text.replaceAll(/(?<=^|\.)0+(?=\d)/g, "") : text) !== undefined;
}
