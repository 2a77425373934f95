/** A job of `apuntes check` as JSON on standard input; the findings of each text of each group as JSON out. */

import { readFileSync } from "node:fs";
import {
  checkAlone,
  checkTogether,
  type Finding,
  type Manifest,
  readManifest,
  readSchemas,
  sorted,
} from "../core/manifest/index.ts";

interface Text {
  readonly text: string;
  readonly minors: readonly string[];
  readonly example: boolean;
}

interface Job {
  readonly schemas: readonly unknown[];
  readonly groups: readonly { readonly page: boolean; readonly texts: readonly Text[] }[];
}

const job = JSON.parse(readFileSync(0, "utf8")) as Job;
const versions = job.schemas.map(readSchemas);

/** What the function makes of each text, made once. */
function once<Made>(make: (text: Text) => Made): (text: Text) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    const key = JSON.stringify(text);
    const found = known.get(key) ?? make(text);
    known.set(key, found);
    return found;
  };
}

const read: (text: Text) => Manifest = once(({ text }) => readManifest(text));
const alone = once((text) => {
  const schemas = versions.filter(({ minor }) => text.minors.includes(minor));
  return checkAlone(read(text), schemas, text.example);
});

const answer = job.groups.map(({ page, texts }): readonly (readonly Finding[])[] => {
  const parts = texts.map((text) => ({ manifest: read(text), example: text.example }));
  const together = checkTogether(parts, page);
  return texts.map((text, index) =>
    sorted([...alone(text), ...together.filter((one) => one.text === index).map((one) => one.finding)]),
  );
});
process.stdout.write(JSON.stringify(answer));
