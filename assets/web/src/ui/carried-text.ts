/** A text in; the part of an address that carries it to another page, or to another person, out; and back. */

const LIMIT = 200_000;

/** The text, compressed, as base64url. */
export async function packed(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The text that `packed` made this of; null where it is no such thing, or its text would be beyond all bounds. */
export async function unpacked(value: string): Promise<string | null> {
  try {
    const raw = atob(value.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await through(
      Uint8Array.from(raw, (char) => char.charCodeAt(0)),
      new DecompressionStream("deflate-raw"),
    );
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What the address of this page carries under a name: `#m=…`. */
export async function carried(name: string): Promise<string | null> {
  const value = new URLSearchParams(location.hash.slice(1)).get(name);
  return value === null ? null : unpacked(value);
}

async function through(bytes: Uint8Array<ArrayBuffer>, transform: CompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LIMIT) throw new Error("too long");
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
