/** The text of a manifest in; its objects, typed as kubectl types them, and the faults of its YAML out. */

import { type Document, LineCounter, parseAllDocuments } from "yaml";
import { type DocumentText, documents } from "./documents.ts";
import { type Finding, finding, sorted } from "./finding.ts";
import { NodeReader } from "./nodes.ts";
import { isMapping, type ManifestObject, type Mapping, type Path, type Place, text } from "./objects.ts";
import { explainControl, explainSyntax, explainText } from "./syntax.ts";

/** What a text holds: its objects in order, and why parts of it are no YAML. */
export interface Manifest {
  readonly objects: readonly ManifestObject[];
  readonly findings: readonly Finding[];
  /** The documents that are no YAML. */
  readonly broken: readonly DocumentText[];
}

/** All documents of a manifest that are mappings. Never throws; one that is no YAML gives a finding, no object. */
export function readManifest(whole: string): Manifest {
  const objects: ManifestObject[] = [];
  const findings: Finding[] = [];
  const broken: DocumentText[] = [];
  for (const piece of documents(whole)) {
    const read = readPiece(piece);
    objects.push(...read.objects);
    findings.push(...read.findings);
    if (read.broken) broken.push(piece);
  }
  return { objects, findings: sorted(findings), broken };
}

interface Piece {
  readonly objects: readonly ManifestObject[];
  readonly findings: readonly Finding[];
  readonly broken: boolean;
}

function readPiece(piece: DocumentText): Piece {
  const lines = new LineCounter();
  try {
    const options = { schema: "failsafe", uniqueKeys: false, prettyErrors: false, lineCounter: lines } as const;
    const parsed = parseAllDocuments(piece.text, options);
    const found = (Array.isArray(parsed) ? parsed : []).map((one) => readDocument(one, piece, lines));
    return {
      objects: found.flatMap((one) => one.objects),
      findings: found.flatMap((one) => one.findings),
      broken: found.some((one) => one.broken),
    };
  } catch (error) {
    if (!isStackFull(error)) throw error;
    const place = { line: piece.line + 1, column: 1, endColumn: 1 };
    const message = "esto no es YAML válido: hay demasiados niveles, unos dentro de otros";
    return {
      objects: [],
      findings: [finding(place, "yaml-syntax", message, "empieza de nuevo con menos")],
      broken: true,
    };
  }
}

/** What browsers and node say where calls are nested too deeply. */
function isStackFull(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === "InternalError");
}

function readDocument(document: Document.Parsed, piece: DocumentText, lines: LineCounter): Piece {
  const fault = explainControl(piece) ?? explainSyntax(document, piece, lines);
  if (fault) return { objects: [], findings: [fault], broken: true };
  const reader = new NodeReader(piece, lines);
  const value = reader.read(document.contents);
  if (reader.another || reader.findings.some((one) => one.rule === "yaml-key"))
    return { objects: [], findings: reader.findings, broken: true };
  if (isMapping(value)) return { objects: [objectOf(value, reader)], findings: reader.findings, broken: false };
  const slip = explainText(value, piece);
  return { objects: [], findings: slip ? [slip] : reader.findings, broken: slip !== undefined };
}

function objectOf(value: Mapping, reader: NodeReader): ManifestObject {
  const nearest = (places: ReadonlyMap<string, Place>, path: Path): Place => {
    for (let end = path.length; end >= 0; end--) {
      const found = places.get(JSON.stringify(path.slice(0, end)));
      if (found) return found;
    }
    return { line: 1, column: 1, endColumn: 1 };
  };
  const place = (path: Path): Place => nearest(reader.keys, path);
  return {
    value,
    apiVersion: text(value, "apiVersion"),
    kind: text(value, "kind"),
    name: text(value, "metadata", "name"),
    namespace: text(value, "metadata", "namespace") || "default",
    place,
    written: (path) => reader.words.get(JSON.stringify(path)),
    valuePlace: (path) => {
      const found = reader.values.get(JSON.stringify(path));
      return found && found.line === place(path).line ? found : place(path);
    },
  };
}
