/** Where the learner's things are kept between visits: what any such place must offer, and one that forgets on reload. */

/** `progress` is a Progress; `exam` the exam being sat; `session` whatever the practice screen needs to go on; `missions` the ids of those done. */
export type StorageKey = "progress" | "exam" | "session" | "missions";

export interface Storage {
  /** Whether what is kept is still there after a reload. */
  readonly persistent: boolean;
  /** What was kept, or `null`. It may come from an older version or be damaged: read it with `progressOf`, `readExam`. */
  get(key: StorageKey): Promise<unknown>;
  set(key: StorageKey, value: unknown): Promise<void>;
  remove(key: StorageKey): Promise<void>;
}

/** Keeps copies, as a real one would. */
export function memoryStorage(): Storage {
  const kept = new Map<StorageKey, string>();
  return {
    persistent: false,
    get: (key) => Promise.resolve(JSON.parse(kept.get(key) ?? "null")),
    set: (key, value) => Promise.resolve(void kept.set(key, JSON.stringify(value))),
    remove: (key) => Promise.resolve(void kept.delete(key)),
  };
}
