import type { Asked } from '@retable/client'

/** Scores by who answered, as the responses name it. */
export interface AnsweredBy {
  readonly provider: string | null
  readonly fingerprint: string | null
  readonly answers: number
  /** Mean score of its answers. */
  readonly score: number
}

/** Tells apart the providers and fingerprints that answered: a router may mix several under one name. */
export function startAnsweredBy(): {
  readonly add: (answer: Asked, score: number) => void
  /** The commonest first. */
  readonly result: () => readonly AnsweredBy[]
} {
  const found = new Map<
    string,
    { provider: string | null; fingerprint: string | null; answers: number; sum: number }
  >()
  return {
    add(answer, score) {
      if (answer.outcome === 'failed') return
      const { provider = null, fingerprint = null } = answer.server
      const key = nameOf({ provider, fingerprint })
      const known = found.get(key) ?? { provider, fingerprint, answers: 0, sum: 0 }
      found.set(key, known)
      known.answers += 1
      known.sum += score
    },
    result: () =>
      [...found.values()]
        .map(({ sum, ...rest }) => ({ ...rest, score: sum / rest.answers }))
        .toSorted((a, b) => b.answers - a.answers || (nameOf(a) < nameOf(b) ? -1 : 1)),
  }
}

/** Of as many answers the first by its letters, so that the order of answers decides nothing. */
function nameOf({ provider, fingerprint }: Pick<AnsweredBy, 'provider' | 'fingerprint'>): string {
  return JSON.stringify([provider, fingerprint])
}
