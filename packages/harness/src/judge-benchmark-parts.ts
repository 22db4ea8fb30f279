import type { Judge, JudgeBenchmark, JudgementScore } from '@retable/core'
import type { Parts } from './lacking-part.ts'

/** What scoring reads of a benchmark of judgements, and how it can be told that a module has it. */
export const judgeParts: Parts<JudgeBenchmark> = {
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

/** What a file of judgements is measured to, the same way. */
export const scoreParts: Parts<JudgementScore> = {
  measurements: ({ measurements }) =>
    Array.isArray(measurements) &&
    measurements.every(
      ({ name, value, n }) => isName(name) && typeof value === 'number' && Number.isInteger(n),
    ),
  scores: ({ scores }) =>
    Array.isArray(scores) && scores.every(({ item, score }) => isName(item) && typeof score === 'number'),
  broken: ({ broken }) => Array.isArray(broken) && broken.every(({ reason }) => typeof reason === 'string'),
  notes: ({ notes }) => areTexts(notes),
  named: ({ named }) => named === undefined || (areTexts(named.models) && areTexts(named.judges)),
  standIns: ({ standIns }) => standIns === undefined || areTexts(standIns),
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

function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every((text) => typeof text === 'string')
}
