/** A text in; the words by which it is found out: without accents, names and flags whole and in parts. */

/** A word, a name with its hyphens and dots, an address. */
export const WORD = /[\p{L}\p{N}]+(?:[-._:/@][\p{L}\p{N}]+)*/gu;
const ACCENTS = /[\u0300\u0301\u0308]/g; // grave, acute, diaeresis; the tilde of ñ makes another letter
const NUMBERS = /^[\d.]+$/;

/** Words that say nothing about what is looked for. */
const EMPTY = new Set(
  "a al como con cual cuál cómo de del donde dónde el en es esta este hay la las lo los me mi no o para por que qué se ser si sin son su tu un una y".split(
    " ",
  ),
);

/** `Configuración` → `configuracion`; `año` stays `año`. */
export function plain(text: string): string {
  return text.toLowerCase().normalize("NFD").replace(ACCENTS, "").normalize("NFC");
}

/** The words of a query, names and flags whole: `--pod-network-cidr` → `pod-network-cidr`. */
export function asked(query: string): string[] {
  const words = query.match(WORD) ?? [];
  const telling = words.filter((word) => !EMPTY.has(word.toLowerCase()));
  return (telling.length > 0 ? telling : words).map(plain);
}

/** Every word under which a text is found: `kube-scheduler` also as `kube` and as `scheduler`; addresses only whole. */
export function found(text: string): string[] {
  return (text.match(WORD) ?? []).flatMap((word) => [...parts(plain(word))]);
}

/** A word and what it is made of, each once. */
export function parts(word: string): Set<string> {
  const all = new Set([word]);
  for (const piece of word.split(/[/:@]/)) {
    all.add(piece);
    if (!NUMBERS.test(piece)) for (const bit of piece.split(/[-._]/)) all.add(bit);
  }
  all.delete("");
  return all;
}
