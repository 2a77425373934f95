/** The bank, the curriculum's weights and a seed in; the questions of a mock exam out. */

import type { Curriculum, Question } from "./questions.ts";
import { shuffled } from "./random.ts";

export interface DrawOptions {
  readonly size: number;
  readonly seed: string;
}

/**
 * Ids in the order of the exam. Each competency that the bank covers gets its share of its domain's weight, as far as
 * it has questions; those about other facts come before those about the same. Only questions written by people are
 * drawn: the ones made from facts have no English wording.
 */
export function drawExam(
  questions: readonly Question[],
  curriculum: Curriculum,
  { size, seed }: DrawOptions,
): readonly string[] {
  const pools = new Map<string, Question[]>();
  for (const question of questions.filter((one) => !one.generated))
    pools.set(question.competency, [...(pools.get(question.competency) ?? []), question]);
  const quotas = shareOut(size, weights(curriculum, pools), pools);
  const used = new Set<string>();
  const drawn = [...quotas].flatMap(([competency, count]) =>
    pick(pools.get(competency) ?? [], count, `${seed} ${competency}`, used),
  );
  return shuffled(drawn, seed).map((question) => question.id);
}

/** What each covered competency weighs: its domain's weight divided among those of the domain that are covered. */
function weights(curriculum: Curriculum, pools: ReadonlyMap<string, unknown>): ReadonlyMap<string, number> {
  return new Map(
    curriculum.domains.flatMap(({ weight, competencies }) => {
      const covered = competencies.filter(({ id }) => pools.has(id));
      return covered.map(({ id }): [string, number] => [id, weight / covered.length]);
    }),
  );
}

/** Whole numbers of questions, one by one to whoever is furthest below its share and has any left. */
function shareOut(
  size: number,
  weights: ReadonlyMap<string, number>,
  pools: ReadonlyMap<string, readonly Question[]>,
): ReadonlyMap<string, number> {
  const quotas = new Map([...weights.keys()].map((id): [string, number] => [id, 0]));
  for (let given = 0; given < size; given++) {
    let [neediest, least]: [string | null, number] = [null, Infinity];
    for (const [id, weight] of weights) {
      const quota = quotas.get(id) ?? 0;
      const load = (quota + 0.5) / weight;
      if (quota < (pools.get(id)?.length ?? 0) && load < least) [neediest, least] = [id, load];
    }
    if (neediest === null) break;
    quotas.set(neediest, (quotas.get(neediest) ?? 0) + 1);
  }
  return quotas;
}

function pick(pool: readonly Question[], count: number, seed: string, used: Set<string>): readonly Question[] {
  const left = shuffled(
    pool.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    seed,
  );
  const found: Question[] = [];
  while (found.length < count && left.length > 0) {
    const apart = left.findIndex((question) => question.about.every((fact) => !used.has(fact)));
    const [question] = left.splice(Math.max(apart, 0), 1);
    if (!question) break;
    for (const fact of question.about) used.add(fact);
    found.push(question);
  }
  return found;
}
