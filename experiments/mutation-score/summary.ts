import type { Equivalent } from './equivalent.ts'
import { changeText, type Mutant } from './faults/mutant.ts'
import type { TestFile } from './reached/reach.ts'
import { roomOf } from './rooms.ts'
import type { Outcome } from './reached/try-mutant.ts'

/** A mutant and what became of it. */
export interface Tried {
  readonly mutant: Mutant
  readonly outcome: Outcome
}

/** What a run found, for people and for programs; enough: the score is reached and every survivor has its reason. */
export interface Summary {
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
  readonly isEnough: boolean
}

/** The scores by room, the survivors with why each is no fault, and reasons that stand for nothing any more. */
export function summary(
  tried: readonly Tried[],
  equivalents: readonly Equivalent[],
  stale: readonly Equivalent[],
  tests: readonly TestFile[],
  least: number,
): Summary {
  const reasons = new Map(equivalents.map((one) => [one.key, one.reason]))
  const byRoom = Object.groupBy(tried, ({ mutant }) => roomOf(mutant.file)!)
  const scores = Object.entries({ ...byRoom, all: tried }).map(([room, all = []]) => {
    const caught = all.filter(({ outcome }) => outcome.caught).length
    return { room, tried: all.length, caught, score: all.length === 0 ? 0 : (100 * caught) / all.length }
  })
  const survivors = tried
    .filter(({ outcome }) => !outcome.caught)
    .map(({ mutant, outcome }) => ({
      key: mutant.key,
      file: mutant.file,
      line: mutant.line,
      kind: mutant.kind,
      change: changeText(mutant),
      by: outcome.by,
      reason: reasons.get(mutant.key),
    }))
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
  const leftOut = tests.filter((test) => test.leftOut).map((test) => `${test.path}: ${test.leftOut}`)
  const open = survivors.filter((one) => one.reason === undefined)
  const score = scores.at(-1)!.score
  const lines = [
    ...scores.map((one) => `${one.room}: ${one.caught} of ${one.tried} caught, ${one.score.toFixed(1)} %`),
    '',
    ...survivors.map(
      (one) =>
        `${one.key} ${one.file}:${one.line} ${one.change} (${one.by}): ${one.reason ?? 'no reason is given'}`,
    ),
    '',
    ...leftOut.map((line) => `left out, ${line}`),
    ...stale.map(
      (one) => `equivalent.json: ${one.key} of ${one.file} stands for nothing any more (${one.change})`,
    ),
    ...(score < least ? [`The score is below ${least} %.`] : []),
    ...(open.length > 0 ? [`${open.length} survivors have no reason in equivalent.json.`] : []),
  ]
  return {
    text: `${lines.join('\n')}\n`,
    json: { scores, survivors, leftOut, stale },
    isEnough: score >= least && open.length === 0 && stale.length === 0,
  }
}
