import type { Handle, Lab, ModelHandle, PreferencePair, UnitValues } from '@retable/core'
import { chosenOf, rejectedOf } from '@retable/core/preference'

/** Measures how the log-probabilities of chosen and rejected responses move in training (figures 2 to 4). */
export function followLogProbabilities(
  lab: Lab,
  options: {
    readonly base: ModelHandle
    /** By setting. */
    readonly arms: Readonly<Record<string, ModelHandle>>
    readonly pairs: Handle<readonly PreferencePair[]>
    /** How many of the pairs are followed. */
    readonly count: number
  },
): void {
  const { base, arms, pairs, count } = options
  const followed = lab.derive('followed pairs', { pairs }, (given) => spread(given.pairs, count))
  for (const [side, textsOf] of Object.entries({ chosen: chosenOf, rejected: rejectedOf })) {
    const texts = lab.derive(`followed ${side}`, { followed }, (given) => textsOf(given.followed))
    const before = lab.score(`base/log-probability of ${side}`, base, texts)
    for (const [setting, model] of Object.entries(arms)) {
      const after = lab.score(`${setting}/log-probability of ${side}`, model, texts)
      const change = lab.derive(`${setting}/change of ${side}`, { before, after }, (given): UnitValues => ({
        metric: `log-probability change of ${side}`,
        unit: 'nats',
        values: given.after.map((value, i) => ({ item: `pair ${i}`, value: value - given.before[i]! })),
      }))
      lab.measure(setting, change)
    }
  }
}

/** Evenly spread over the list, so that all tasks are met. */
function spread(pairs: readonly PreferencePair[], count: number): readonly PreferencePair[] {
  const stride = Math.max(1, Math.floor(pairs.length / count))
  return pairs.filter((_, i) => i % stride === 0).slice(0, count)
}
