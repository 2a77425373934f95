/** What the site publishes, made by the generator for the tests: programs, questions, curriculum, tasks and manifests. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { readBank, readCurriculum, readPrograms, type Result } from "../src/core/index.ts";
import { readManifestFiles, readTasks } from "../src/core/tasks.ts";

const ROOT = new URL("../../../", import.meta.url);
const MAKE = `
import sys, json
from pathlib import Path
from generator.derive import derive
from generator.read import read_course
from generator.render.api import render_api
course, _ = read_course(Path("."))
files = render_api(course, derive(course))
json.dump({path.rsplit("/", 1)[1]: json.loads(text) for path, text in files.items() if "schema" not in path}, sys.stdout)
`;

const made = JSON.parse(
  execFileSync("python3", ["-c", MAKE], { cwd: ROOT, maxBuffer: 1 << 28, encoding: "utf8" }),
) as Record<string, unknown>;

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

export const programs = must(readPrograms(made["programs.json"]));
export const bank = must(readBank(made["questions.json"]));
export const curriculum = must(readCurriculum(made["curriculum.json"]));
export const tasks = must(readTasks(made["tasks.json"]));
export const files = must(readManifestFiles(made["manifests.json"]));
export const facts = (made["facts.json"] as { facts: { kind: string; id: string; run: string; accepts: string[] }[] })
  .facts;

export interface Vectors {
  readonly equal: readonly (readonly [string, string])[];
  readonly different: readonly (readonly [right: string, typed: string, told: string])[];
}

const FOLDER = new URL("./vectors/", import.meta.url);
export const vectors: readonly (readonly [string, Vectors])[] = readdirSync(FOLDER)
  .sort()
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as Vectors]);
