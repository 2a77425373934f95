/** tasks.json and manifests.json in; the tasks as the exam sets them and the files of the bank out. */

import type { TaskCheck } from "./manifest/index.ts";
import { say } from "./messages.ts";
import { isOurs } from "./published.ts";
import { failure, type Result, success } from "./result.ts";

/** A task, with everything needed to judge and to explain an answer. Texts in Spanish are Markdown of one line. */
export interface Task {
  readonly id: string;
  /** Where its own page has it: `tareas/ingress.md#ingress-task-tls`. */
  readonly page: string;
  readonly topic: string;
  readonly competency: string;
  readonly title: string;
  /** In the exam's English. */
  readonly wording: string;
  readonly context?: string;
  readonly seconds: number;
  readonly difficulty: number;
  /** Ids of the manifests that are in the cluster already. */
  readonly given: readonly string[];
  readonly hints: readonly string[];
  readonly solution: string;
  readonly commands: readonly string[];
  readonly explanation: string;
  readonly checks: readonly ToldCheck[];
  readonly by?: "ingress" | "gateway" | "policy";
  readonly requests: readonly TaskRequest[];
  readonly connections: readonly TaskConnection[];
  readonly wrong: readonly { readonly answer: string; readonly why: string }[];
}

/** A check and the words for it: ``Service `web` `` and `` `spec.type` vale `NodePort` ``. */
export interface ToldCheck extends TaskCheck {
  readonly object: string;
  readonly wanted: string;
}

/** A request, and the backend that it must reach (or the status where it reaches none). */
export interface TaskRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: readonly string[];
  readonly reaches: string;
  readonly receives?: string;
}

/** A connection that must pass or not; its ends are `namespace/pod` or an address. */
export interface TaskConnection {
  readonly origin: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  readonly allowed: boolean;
}

/** A manifest of the bank. */
export interface ManifestFile {
  readonly id: string;
  readonly file: string;
  readonly page: string;
  readonly purpose: string;
  /** False where something in it is wrong or missing on purpose. */
  readonly sound: boolean;
  readonly text: string;
  /** What was tried with it, if anything: the ids of what else was there, requests or connections. */
  readonly tried?: {
    readonly given: readonly string[];
    readonly requests: readonly TaskRequest[];
    readonly connections: readonly TaskConnection[];
  };
}

/** tasks.json, in order of study as far as each topic goes. */
export function readTasks(json: unknown): Result<readonly Task[]> {
  if (!isOurs(json, "tasks")) return failure(say.badData("tasks.json"));
  return success(json["tasks"] as readonly Task[]);
}

/** manifests.json */
export function readManifestFiles(json: unknown): Result<readonly ManifestFile[]> {
  if (!isOurs(json, "manifests")) return failure(say.badData("manifests.json"));
  return success(json["manifests"] as readonly ManifestFile[]);
}
