/** The nodes of a YAML document in; its value as kubectl types it, the place of each field and what is odd out. */

import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Scalar,
  type YAMLMap,
} from "yaml";
import type { DocumentText } from "./documents.ts";
import { type Finding, finding, type Severity } from "./finding.ts";
import { isMapping, type Mapping, type Path, type Place, type Value } from "./objects.ts";
import { typed } from "./scalars.ts";

const STANDARD = "tag:yaml.org,2002:";
const MOST_NODES = 50_000;

/** Reads one document; `keys` and `values` have the places by path, as JSON. */
export class NodeReader {
  readonly keys = new Map<string, Place>();
  readonly values = new Map<string, Place>();
  /** The words without quotes that kubectl reads as something else than they are written, by path. */
  readonly words = new Map<string, string>();
  readonly findings: Finding[] = [];
  readonly #piece: DocumentText;
  readonly #lines: LineCounter;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<unknown>();
  /** Whether a second object seems to have begun, without the line that should part it from the first. */
  another = false;
  #left = MOST_NODES;

  constructor(piece: DocumentText, lines: LineCounter) {
    this.#piece = piece;
    this.#lines = lines;
  }

  /** The value of a node, wherever it stands. */
  read(node: unknown, path: Path = []): Value {
    this.#keep(this.keys, path, node);
    return this.#value(node, path);
  }

  #value(node: unknown, path: Path): Value {
    if (this.#left-- <= 0) return null;
    if (isAlias(node)) return this.#aliased(node, path);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    if (node.anchor) this.#anchors.set(node.anchor, node);
    if (node.tag && !node.tag.startsWith(STANDARD) && node.tag !== "!") this.#oddTag(node);
    if (isScalar(node)) return this.#scalar(node, path);
    this.#open.add(node);
    const found = isMap(node)
      ? this.#mapping(node, path)
      : node.items.map((item, index) => this.read(item, [...path, index]));
    this.#open.delete(node);
    return found;
  }

  #scalar(node: Scalar, path: Path): Value {
    this.#keep(this.values, path, node);
    const word = String(node.value ?? "");
    if (node.tag === `${STANDARD}str`) return word;
    const plain = node.type === "PLAIN" || (node.tag ?? "").startsWith(STANDARD);
    const found = plain ? typed(word) : word;
    if (found !== null && String(found) !== word) this.words.set(JSON.stringify(path), word);
    return found;
  }

  #mapping(node: YAMLMap, path: Path): Mapping {
    const found: { [key: string]: Value } = {};
    const merged: Mapping[] = [];
    for (const { key, value } of node.items) {
      const name = this.#key(key);
      if (name === undefined) continue;
      const where = [...path, name];
      const first = this.keys.get(JSON.stringify(where));
      if (Object.hasOwn(found, name) && first) this.#repeated(key, where, first);
      this.#keep(this.keys, where, key);
      const read = this.#value(value, where);
      if (name === "<<" && isScalar(key) && key.type === "PLAIN") merged.push(...[read].flat().filter(isMapping));
      else put(found, name, read);
    }
    for (const [name, value] of merged.flatMap(Object.entries))
      if (!Object.hasOwn(found, name)) put(found, name, value);
    return found;
  }

  /** The text of a key; undefined for what cannot be one. */
  #key(node: unknown): string | undefined {
    if (isScalar(node) && (node.value || node.type !== "PLAIN")) return String(node.value ?? "");
    const template = isMap(node);
    const hint = template ? "si es una plantilla, ponla entre comillas" : "escribe «clave: valor»";
    this.#complain(
      node,
      "yaml-key",
      template ? "una clave no puede ser un mapa {…}" : "una clave debe ser texto",
      hint,
    );
    return undefined;
  }

  #aliased(node: Alias, path: Path): Value {
    const source = this.#anchors.get(node.source);
    if (source === undefined) {
      const reason = "lo que empieza por un asterisco es un alias";
      const message = `esto no es YAML válido: ${reason}, y no hay ningún ancla «&${node.source}»`;
      this.#complain(node, "yaml-syntax", message, `si es texto, ponlo entre comillas: "*${node.source}"`);
      return `*${node.source}`;
    }
    const message = `aquí YAML copia lo que marca el ancla «&${node.source}»`;
    this.#complain(
      node,
      "yaml-anchor",
      message,
      "kubectl lo acepta; escribir el valor otra vez se lee mejor",
      "warning",
    );
    return this.#open.has(source) ? null : this.#value(source, path);
  }

  #oddTag(node: Node): void {
    const message = `kubectl no conoce la etiqueta «${node.tag}»`;
    this.#complain(node, "yaml-tag", message, "quítala; si es texto, ponlo entre comillas", "warning");
  }

  #repeated(key: unknown, path: Path, first: Place): void {
    const name = path.at(-1);
    if (path.length === 1 && this.another) return;
    if (path.length === 1 && (name === "apiVersion" || name === "kind")) this.another = true;
    const message = `la clave «${name}» está repetida (la primera está en la línea ${first.line})`;
    const hint =
      this.another && path.length === 1
        ? "si aquí empieza otro objeto, pon delante una línea «---»"
        : "deja una sola: YAML se queda en silencio con la última";
    this.#complain(key, "yaml-duplicate-key", message, hint);
  }

  #complain(node: unknown, rule: string, message: string, hint: string, severity: Severity = "error"): void {
    this.findings.push(finding(this.#placeOf(node), rule, message, hint, severity));
  }

  #keep(places: Map<string, Place>, path: Path, node: unknown): void {
    if ((node as Node | null)?.range) places.set(JSON.stringify(path), this.#placeOf(node));
  }

  #placeOf(node: unknown): Place {
    const [start, end] = (node as Node | null)?.range ?? [0, 0];
    const { line, col } = this.#lines.linePos(start);
    const after = this.#lines.linePos(end);
    const shown = this.#piece.lines[line - 1]?.trimEnd().length ?? 0;
    const last = isScalar(node) && after.line === line ? after.col : shown + 1;
    return { line: line + this.#piece.line, column: col, endColumn: Math.max(last, col) };
  }
}

/** Sets a key, also one that means something to JavaScript (`__proto__`). */
function put(found: object, name: string, value: Value): void {
  Object.defineProperty(found, name, { value, enumerable: true, configurable: true, writable: true });
}
