/** Questions about manifests as JSON on standard input; what the page's own code answers as JSON on standard output. */

import { readFileSync } from "node:fs";
import {
  checkManifest,
  holds,
  type Path,
  readManifest,
  readSchemas,
  type TaskCheck,
} from "../src/core/manifest/index.ts";
import { typed } from "../src/core/manifest/scalars.ts";
import { schemaOf } from "../src/core/manifest/schemas.ts";
import { validate } from "../src/core/manifest/validate.ts";
import type { Value } from "../src/core/manifest/objects.ts";

interface Questions {
  readonly schemas: readonly unknown[];
  /** Objects, each with the number of its schemas. */
  readonly objects: readonly { readonly version: number; readonly value: { readonly [key: string]: Value } }[];
  readonly words: readonly string[];
  readonly texts: readonly string[];
  readonly checks: readonly { readonly check: TaskCheck; readonly given: readonly string[] }[];
}

const asked = JSON.parse(readFileSync(0, "utf8")) as Questions;
const versions = asked.schemas.map(readSchemas);

/** The paths at which a schema finds fault; null where it knows no such kind. */
function faults({ version, value }: Questions["objects"][number]): readonly Path[] | null {
  const schemas = versions[version];
  const schema = schemas && schemaOf(schemas, String(value["apiVersion"]), String(value["kind"]));
  return schemas && schema ? validate(value, schema, schemas).map((fault) => fault.path) : null;
}

/** Every field of every object of a text, with its line. */
function fields(text: string): readonly (readonly [path: Path, line: number])[] {
  return readManifest(text).objects.flatMap((one) =>
    paths(one.value, []).map((path) => [path, one.place(path).line] as const),
  );
}

function paths(value: Value, path: Path): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const parts = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
  return [path, ...parts.flatMap(([part, item]) => paths(item as Value, [...path, part]))];
}

process.stdout.write(
  JSON.stringify({
    objects: asked.objects.map(faults),
    words: asked.words.map(typed),
    values: asked.texts.map((text) => readManifest(text).objects.map((one) => one.value)),
    lines: asked.texts.map(fields),
    findings: asked.texts.map((text) => checkManifest(text, versions)),
    checks: asked.checks.map(({ check, given }) =>
      holds(
        check,
        given.flatMap((text) => readManifest(text).objects),
      ),
    ),
  }),
);
