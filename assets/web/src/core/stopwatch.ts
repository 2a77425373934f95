/** A stopwatch and the moment in; the stopwatch started, paused or read out. It is plain data, to be kept between visits. */

/** What it has counted, and since when it runs; `null` while it stands still. Milliseconds. */
export interface Stopwatch {
  readonly counted: number;
  readonly since: number | null;
}

export const atZero: Stopwatch = { counted: 0, since: null };

export const started = (watch: Stopwatch, now: number): Stopwatch => (watch.since === null ? { ...watch, since: now } : watch);

export const paused = (watch: Stopwatch, now: number): Stopwatch => ({ counted: elapsed(watch, now), since: null });

/** What it shows. A clock that was set back counts nothing. */
export const elapsed = ({ counted, since }: Stopwatch, now: number): number => counted + (since === null ? 0 : Math.max(0, now - since));

/** `3:07`, `1:02:07`. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [first = 0, ...others] = parts[0] ? parts : parts.slice(1);
  return [first, ...others.map((part) => `${part}`.padStart(2, "0"))].join(":");
}
