import type { SampleScore, UnitValues } from '@retable/core'

/** Means of items' samples, of one variant after another. */
export interface ItemValues {
  readonly add: (variant: number, sample: Pick<SampleScore, 'item' | 'score'>) => void
  readonly of: (variant: number) => UnitValues['values']
}

/** Starts to collect what each item scores. */
export function itemValues(): ItemValues {
  const variants: Map<string, { sum: number; n: number }>[] = []
  return {
    add(variant, { item, score }) {
      const items = (variants[variant] ??= new Map())
      const known = items.get(item)
      if (known === undefined) items.set(item, { sum: score, n: 1 })
      else {
        known.sum += score
        known.n += 1
      }
    },
    of: (variant) => [...(variants[variant] ?? [])].map(([item, { sum, n }]) => ({ item, value: sum / n })),
  }
}
