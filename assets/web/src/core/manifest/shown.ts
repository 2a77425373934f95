/** Objects that stand together, each with the text it is from. */

import type { Finding } from "./finding.ts";
import type { ManifestObject } from "./objects.ts";

/** An object among others. */
export interface Shown {
  readonly object: ManifestObject;
  /** The number of its text. */
  readonly text: number;
  /** Whether its text is an example on a page, where unrelated ones may stand beside it. */
  readonly example: boolean;
}

/** A finding in one of several texts. */
export interface Placed {
  readonly text: number;
  readonly finding: Finding;
}

/** The objects that an author wrote to go with this one: of the same manifest. */
export function beside(all: readonly Shown[], one: Shown): readonly Shown[] {
  return one.example ? [] : all.filter((other) => other.text === one.text);
}
