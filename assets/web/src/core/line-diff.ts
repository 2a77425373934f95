/** Two texts in; one list of lines out that tells which are in both and which in only one of them. */

export interface DiffLine {
  /** `same` in both, `added` only in the second, `removed` only in the first. */
  readonly change: "same" | "added" | "removed";
  readonly text: string;
}

/** The shortest way from one text to the other, line by line. Spaces at the end of a line do not count. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [left, right] = [linesOf(before), linesOf(after)];
  const common = lengths(left, right);
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      found.push({ change: "same", text: left[i] ?? "" });
      i += 1;
      j += 1;
    } else if (j >= right.length || (i < left.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      found.push({ change: "removed", text: left[i] ?? "" });
      i += 1;
    } else {
      found.push({ change: "added", text: right[j] ?? "" });
      j += 1;
    }
  }
  return found;
}

const linesOf = (text: string): string[] => {
  const trimmed = text.replaceAll(/[ \t\r]+$/gm, "").replace(/\n+$/, "");
  return trimmed ? trimmed.split("\n") : [];
};

const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** How many lines the rests of both texts have in common, from each pair of places on. */
function lengths(left: readonly string[], right: readonly string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      (table[i] as number[])[j] = left[i] === right[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}
