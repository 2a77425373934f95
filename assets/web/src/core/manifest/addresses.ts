/** A text in; whether it is a block of addresses with no bits of a host, or the bits of an address, out, for IPv4 and IPv6. */

/** Whether a text is an address of a network and its prefix: `10.244.0.0/16`, `fd00::/8`. */
export function isNetwork(text: string): boolean {
  const [address = "", prefix = "", ...more] = text.split("/");
  const bits = addressBits(address);
  if (more.length > 0 || bits === undefined || !/^\d{1,3}$/.test(prefix) || Number(prefix) > bits.length) return false;
  return !bits.slice(Number(prefix)).includes("1");
}

/** The bits of an address, as a text of 0 and 1; undefined for what is none. */
export function addressBits(address: string): string | undefined {
  return address.includes(":") ? ipv6(address) : ipv4(address);
}

function ipv4(address: string): string | undefined {
  const parts = address.split(".");
  const good = parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return good ? parts.map((part) => binary(Number(part), 8)).join("") : undefined;
}

function ipv6(address: string): string | undefined {
  const halves = address.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === "" ? [] : half.split(":")).flatMap(groups));
  if (!head || [...head, ...(tail ?? [])].some((part) => !/^[0-9a-fA-F]{1,4}$/.test(part))) return undefined;
  const left = 8 - head.length - (tail?.length ?? 0);
  if (tail ? left < 1 : left !== 0) return undefined;
  const all = [...head, ...Array<string>(tail ? left : 0).fill("0"), ...(tail ?? [])];
  return all.map((part) => binary(Number.parseInt(part, 16), 16)).join("");
}

/** A group as it stands; an IPv4 address at the end of an IPv6 one as the two groups that it is. */
function groups(part: string): readonly string[] {
  const bits = part.includes(".") ? ipv4(part) : undefined;
  return bits ? [bits.slice(0, 16), bits.slice(16)].map((half) => Number.parseInt(half, 2).toString(16)) : [part];
}

function binary(value: number, width: number): string {
  return value.toString(2).padStart(width, "0");
}
