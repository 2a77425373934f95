/** Two texts in; how much of them is the same out, as a part of 1 (Ratcliff and Obershelp's measure). */

/** Whether a text is like one of those known: at least that part of both is the same. */
export function isLike(text: string, known: Iterable<string>, least: number): boolean {
  return [...known].some((one) => ratio(one, text) >= least);
}

/** The letters of the longest common runs, of the longest one first and then of what is on either side of it. */
export function ratio(one: string, other: string): number {
  const length = one.length + other.length;
  return length === 0 ? 1 : (2 * common(one, other)) / length;
}

function common(one: string, other: string): number {
  const [start, there, size] = longest(one, other);
  if (size === 0) return 0;
  const before = common(one.slice(0, start), other.slice(0, there));
  return before + size + common(one.slice(start + size), other.slice(there + size));
}

/** Where the longest common run starts in each, the earliest of those, and its length. */
function longest(one: string, other: string): readonly [start: number, there: number, size: number] {
  let best: readonly [number, number, number] = [0, 0, 0];
  let last: number[] = [];
  for (let i = 0; i < one.length; i++) {
    const row: number[] = [];
    for (let j = 0; j < other.length; j++) {
      const run = one[i] === other[j] ? (last[j - 1] ?? 0) + 1 : 0;
      row.push(run);
      if (run > best[2]) best = [i - run + 1, j - run + 1, run];
    }
    last = row;
  }
  return best;
}
