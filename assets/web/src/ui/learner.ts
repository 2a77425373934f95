/** The browser's storage in; what this learner knows out, kept after each change. */

import {
  addAttempt,
  type Attempt,
  chooseRetention,
  emptyProgress,
  type Memory,
  mergeProgress,
  type Progress,
  progressOf,
  type Rating,
  readProgress,
  recall,
  type Result,
  review,
  type Storage,
  type StorageKey,
} from "../core/index.ts";
import { openStorage } from "../storage/indexeddb.ts";

/** One learner at one browser. */
export class Learner {
  progress: Progress;
  memory: Memory;
  /** Whether what is learned is still there after a reload. */
  persistent: boolean;
  private readonly storage: Storage;

  constructor(storage: Storage, progress: Progress) {
    this.storage = storage;
    this.progress = progress;
    this.memory = recall(progress);
    this.persistent = storage.persistent;
  }

  /** Notes answers and keeps them. */
  async answered(ratings: readonly { readonly id: string; readonly rating: Rating }[], now: number): Promise<void> {
    for (const { id, rating } of ratings) ({ progress: this.progress, memory: this.memory } = review(this.progress, this.memory, id, rating, now));
    await this.save();
  }

  async sat(attempt: Attempt): Promise<void> {
    this.progress = addAttempt(this.progress, attempt);
    await this.save();
  }

  async wants(retention: number, now: number): Promise<void> {
    await this.replace(chooseRetention(this.progress, retention, now));
  }

  /** Takes in what another device learned; a file that is none is refused with a message. */
  async imports(text: string): Promise<Result<number>> {
    const read = readProgress(text);
    if (!read.ok) return read;
    const before = count(this.progress);
    await this.replace(mergeProgress(this.progress, read.value));
    return { ok: true, value: count(this.progress) - before };
  }

  /** What was kept under a name, or null. */
  kept(key: StorageKey): Promise<unknown> {
    return this.storage.get(key).catch(() => null);
  }

  /** Keeps a value, or forgets it (`null`). */
  async keep(key: StorageKey, value: unknown): Promise<void> {
    try {
      await (value === null ? this.storage.remove(key) : this.storage.set(key, value));
    } catch {
      this.persistent = false;
    }
  }

  private async replace(progress: Progress): Promise<void> {
    this.progress = progress;
    this.memory = recall(progress);
    await this.save();
  }

  /** Another tab may have learned something meanwhile: nothing of it is lost. */
  private async save(): Promise<void> {
    const other = progressOf(await this.kept("progress"));
    if (other.ok) this.progress = mergeProgress(this.progress, other.value);
    await this.keep("progress", this.progress);
  }
}

const count = (progress: Progress): number => Object.values(progress.reviews).reduce((sum, reviews) => sum + reviews.length, 0);

let opening: Promise<Learner> | undefined;

/** The learner at this browser; damaged progress is left out. */
export function learner(): Promise<Learner> {
  opening ??= open();
  return opening;
}

async function open(): Promise<Learner> {
  const storage = await openStorage();
  const kept = progressOf(await storage.get("progress").catch(() => null));
  return new Learner(storage, kept.ok ? kept.value : emptyProgress());
}
