/** api/v1/missions.json in; the missions of the Linux node, and whether an answer is right, out. */

import { failure, type Result, success } from "./result.ts";

/** Something to find out or to do in the node. Texts are inline Markdown; scripts are for the node's `sh`. */
export interface Mission {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly difficulty: number;
  /** Breaks or sets up what the mission is about. */
  readonly prepare?: string;
  /** Ends with 0 once the mission is done. */
  readonly check?: string;
  /** Prints the right answers, one a line, where the learner types one. */
  readonly answer?: string;
  readonly hints: readonly string[];
  /** What is typed, line by line. */
  readonly solution: readonly string[];
  readonly explanation: string;
  /** Where the facts behind it stand: `referencia/puertos.md#etcd`. */
  readonly explained: readonly string[];
}

/** The missions in the order in which they are best done. */
export function readMissions(json: unknown): Result<readonly Mission[]> {
  const found = json as { readonly version?: unknown; readonly missions?: unknown } | null;
  if (found?.version !== 1 || !Array.isArray(found.missions)) return failure("No se han podido leer las misiones. Vuelve a cargar la página.");
  return success(found.missions as readonly Mission[]);
}

/** Whether what was typed is one of the answers that the node printed; case and spaces do not matter. */
export function isAnswer(typed: string, printed: string): boolean {
  const given = plain(typed);
  return given !== "" && printed.split("\n").some((line) => plain(line) === given);
}

const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, " ");
