/** What the two panels of the explorer have in common, as types: nothing in; no values out. */

import type { Example } from "./examples.ts";
import type { Reading } from "./reading.ts";
import type { Mark, Source } from "./source.ts";
import type { State } from "./state.ts";

/** One way to ask, with its answer. */
export interface Panel {
  readonly element: HTMLElement;
  /** Fills in what the state tells, or what fits these manifests best. */
  show(read: Reading, state: State, example: Example | null): void;
  /** Other manifests: what can be chosen changes, what is asked stays. */
  offer(read: Reading, example: Example | null): void;
  /** Answers, and tells which lines decide. */
  answer(read: Reading, write: Source): ReadonlyMap<number, Mark>;
  /** What is typed, for the address of the page. */
  state(): Partial<State>;
}
