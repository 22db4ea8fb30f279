import type { Asked } from '@retable/client'

/** Answers that are shorter may be alike by chance. */
const leastTokens = 20

/** Whether an endpoint draws: how many items have samples that are all one text. */
export interface EqualSamples {
  /** Items with at least two answers of more than 20 tokens. */
  readonly items: number
  readonly allEqual: number
}

/** Above this share, samples are taken for one sample given several times. */
const mostEqual = 0.5

/** Watches whether the samples of an item are all the same text, which a server that ignores seeds gives. */
export function startEqualSamples(): {
  readonly add: (item: string, answer: Asked) => void
  readonly result: () => EqualSamples
} {
  const byItem = new Map<string, { text: string; count: number; areEqual: boolean }>()
  return {
    add(item, answer) {
      if (answer.outcome !== 'answered' || answer.tokens <= leastTokens) return
      const known = byItem.get(item)
      if (known === undefined) return void byItem.set(item, { text: answer.text, count: 1, areEqual: true })
      known.count += 1
      known.areEqual &&= known.text === answer.text
    },
    result() {
      const several = [...byItem.values()].filter(({ count }) => count > 1)
      return { items: several.length, allEqual: several.filter(({ areEqual }) => areEqual).length }
    },
  }
}

/** Whether no majority may be taken of such samples. */
export function areOneSample({ items, allEqual }: EqualSamples): boolean {
  return items > 0 && allEqual > mostEqual * items
}
