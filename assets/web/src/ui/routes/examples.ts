/** The site's data in; the manifests of the bank that route or allow traffic out, with what was tried on each. */

import { type ManifestFile, readManifestFiles, type TaskConnection, type TaskRequest } from "../../core/tasks.ts";

/** What one can start from; `key` is its name in the address of the page. */
export interface Example {
  readonly key: string;
  readonly title: string;
  readonly group: string;
  /** The file itself, then what was there when it was tried. */
  readonly text: string;
  readonly own: string;
  readonly given: string;
  readonly requests: readonly TaskRequest[];
  readonly connections: readonly TaskConnection[];
}

/** By the kind of object that an example is about. */
const GROUPS = [
  ["Ingress", /^kind: Ingress\s*$/m],
  ["Gateway API", /^kind: HTTPRoute\s*$/m],
  ["NetworkPolicy", /^kind: NetworkPolicy\s*$/m],
] as const;

/** What the bank has for diagnosing: such files are named `diag-…`. */
const FAULTY = "Con un fallo, para diagnosticar";

/** All of them, by group. Throws an Error with a message for the learner. */
export async function examples(): Promise<readonly Example[]> {
  const answer = await fetch(new URL("../api/v1/manifests.json", import.meta.url)).catch(() => null);
  const files = readManifestFiles(answer?.ok ? await answer.json().catch(() => null) : null);
  if (!files.ok) throw new Error("No se han podido cargar los ejemplos. Puedes pegar tu YAML.");
  const byId = new Map(files.value.map((one) => [one.id, one]));
  const tried = files.value.filter((one) => one.tried);
  const faulty = tried.filter((one) => one.file.startsWith("diag-"));
  const sound = GROUPS.flatMap(([group, kind]) => tried.filter((one) => !faulty.includes(one) && kind.test(one.text)).map((one) => example(one, group, byId)));
  return [...sound, ...faulty.map((one) => example(one, FAULTY, byId))];
}

function example(file: ManifestFile, group: string, byId: ReadonlyMap<string, ManifestFile>): Example {
  const given = joined((file.tried?.given ?? []).flatMap((id) => byId.get(id)?.text ?? []));
  const own = joined([file.text]);
  return {
    key: file.file.replace(/\.yaml$/, ""),
    title: file.purpose.replaceAll(/[`*]/g, ""),
    group,
    text: given ? `${own}---\n${given}` : own,
    own,
    given,
    requests: file.tried?.requests ?? [],
    connections: file.tried?.connections ?? [],
  };
}

const joined = (texts: readonly string[]): string => texts.map((text) => `${text.trimEnd()}\n`).join("---\n");
