/** Addresses and blocks of them as text in; whether one lies in the other out, for IPv4 and IPv6. */

import { addressBits } from "../../manifest/addresses.ts";

/** Whether the text is an IPv4 or IPv6 address. */
export const isAddress = (text: string): boolean => addressBits(text) !== undefined;

/** Whether the address lies in the block; never where one of the two is no such thing. */
export function liesIn(address: string, cidr: string): boolean {
  const [network = "", prefix = "", ...more] = cidr.split("/");
  const [one, many] = [addressBits(address), addressBits(network)];
  const length = /^\d{1,3}$/.test(prefix) && more.length === 0 ? Number(prefix) : Number.POSITIVE_INFINITY;
  if (!one || !many || one.length !== many.length || length > many.length) return false;
  return one.startsWith(many.slice(0, length));
}
