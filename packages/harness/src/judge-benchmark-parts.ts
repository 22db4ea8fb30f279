import type { Judge, JudgeBenchmark, JudgementScore } from '@retable/core'

/** What scoring reads of a benchmark of judgements, and how it can be told that a module has it. */
export const judgeParts: Readonly<Record<string, (benchmark: JudgeBenchmark) => boolean>> = {
  id: ({ id }) => isName(id),
  version: ({ version }) => isName(version),
  variants: ({ variants }) =>
    Array.isArray(variants) &&
    variants.length > 0 &&
    variants.every(({ measure }) => typeof measure === 'function'),
  'variants[].judges': ({ variants }) =>
    variants.every(({ judges }) => judges === undefined || (Array.isArray(judges) && judges.every(isJudge))),
  defaultVariant: ({ defaultVariant, variants }) => variants.some(({ id }) => id === defaultVariant),
  leaderboards: ({ leaderboards }) => Array.isArray(leaderboards),
}

/** The first part of a measured file that is none, held against its type: a module of one's own need not be checked by a compiler. */
export function lackingScorePart(score: JudgementScore): string | undefined {
  const { measurements, scores, broken, notes } = score ?? {}
  const isText = (text: unknown) => typeof text === 'string'
  const fits: Readonly<Record<string, boolean>> = {
    measurements:
      Array.isArray(measurements) &&
      measurements.every(
        ({ name, value, n }) => isName(name) && typeof value === 'number' && Number.isInteger(n),
      ),
    scores:
      Array.isArray(scores) && scores.every(({ item, score }) => isName(item) && typeof score === 'number'),
    broken: Array.isArray(broken) && broken.every(({ reason }) => isText(reason)),
    notes: Array.isArray(notes) && notes.every(isText),
  }
  return Object.keys(fits).find((part) => !fits[part])
}

function isJudge({ id, version, asks, order, ties, errors, parse, prompt }: Judge): boolean {
  return (
    isName(id) &&
    isName(version) &&
    ['pair', 'single'].includes(asks) &&
    ['given', 'both', 'drawn'].includes(order) &&
    (Number.isFinite(ties) || ties === 'apart' || ties === 'none') &&
    (Number.isFinite(errors) || errors === 'left out') &&
    typeof parse === 'function' &&
    ['function', 'string'].includes(typeof prompt)
  )
}

function isName(text: unknown): boolean {
  return typeof text === 'string' && text !== ''
}
