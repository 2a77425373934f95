/** The site's addresses in; what the workshop works with out: tasks, files of the bank, versions, schemas. Each is fetched once. */

import { readSchemas, type Schemas } from "../../core/manifest/index.ts";
import type { Result } from "../../core/result.ts";
import { type ManifestFile, readManifestFiles, readTasks, type Task } from "../../core/tasks.ts";
import { ROOT } from "../addresses.ts";

const API = new URL("api/v1/", ROOT);

/** Everything but the schemas, which are fetched for the version that is chosen. */
export interface Bank {
  readonly tasks: readonly Task[];
  readonly files: readonly ManifestFile[];
  /** The versions that can be chosen, and the one of the exam. */
  readonly minors: readonly string[];
  readonly examMinor: string;
  /** Competencies in Spanish, by id. */
  readonly competencies: ReadonlyMap<string, string>;
}

/** Throws an Error whose message is for the learner. */
export async function bank(): Promise<Bank> {
  const [tasks, files, curriculum] = await Promise.all([published("tasks"), published("manifests"), published("curriculum")]);
  const { supported, exam_version, domains } = curriculum as Curriculum;
  const competencies = domains.flatMap((domain) => domain.competencies).map(({ id, es }) => [id, es] as const);
  return { tasks: value(readTasks(tasks)), files: value(readManifestFiles(files)), minors: supported, examMinor: exam_version, competencies: new Map(competencies) };
}

interface Curriculum {
  readonly exam_version: string;
  readonly supported: readonly string[];
  readonly domains: readonly { readonly competencies: readonly { readonly id: string; readonly es: string }[] }[];
}

const loaded = new Map<string, Promise<Schemas>>();

/** The schemas of one Kubernetes version. Rejects where they cannot be had; they may be asked for again. */
export function schemas(minor: string): Promise<Schemas> {
  const found = loaded.get(minor) ?? published(`schemas/${minor}`).then(readSchemas);
  loaded.set(minor, found);
  found.catch(() => loaded.delete(minor));
  return found;
}

async function published(name: string): Promise<unknown> {
  const answer = await fetch(new URL(`${name}.json`, API)).catch(() => null);
  const json: unknown = answer?.ok ? await answer.json().catch(() => null) : null;
  if (json === null) throw new Error("No se han podido cargar los datos del taller. Comprueba la conexión y vuelve a intentarlo.");
  return json;
}

function value<T>(found: Result<T>): T {
  if (!found.ok) throw new Error(found.message);
  return found.value;
}
