/** The schemas of the supported Kubernetes versions, made by the generator for the tests as the site publishes them. */

import { execFileSync } from "node:child_process";
import { readSchemas, type Schemas } from "../src/core/manifest/index.ts";

const ROOT = new URL("../../../", import.meta.url);
const MAKE = `
import sys, json
from pathlib import Path
from generator.pipeline import open_library
from generator.read import read_course
from generator.render import render_schemas
course, _ = read_course(Path("."))
files = render_schemas(course, open_library(Path("."), course).schemas)
json.dump([json.loads(text) for text in files.values()], sys.stdout)
`;

const made: readonly unknown[] = JSON.parse(
  execFileSync("python3", ["-c", MAKE], { cwd: ROOT, maxBuffer: 1 << 28, encoding: "utf8" }),
);

/** All of them, the oldest first. */
export const versions: readonly Schemas[] = made.map(readSchemas);
/** The newest alone, as a page reads it. */
export const newest: readonly Schemas[] = versions.slice(-1);
