import type { Judge, JudgeBenchmark, JudgementScore } from '@retable/core'
import type { Parts } from './lacking-part.ts'

/** What decides a judge's verdicts. */
const judgeFields: Parts<Judge> = {
  id: ({ id }) => isName(id),
  version: ({ version }) => isName(version),
  asks: ({ asks }) => ['pair', 'single'].includes(asks),
  order: ({ order }) => ['given', 'both', 'drawn'].includes(order),
  prompt: ({ prompt }) => typeof prompt === 'function' || isName(prompt),
  parse: ({ parse }) => typeof parse === 'function',
  ties: ({ ties }) =>
    ties === 'apart' || ties === 'none' || (typeof ties === 'number' && ties >= 0 && ties <= 1),
  errors: ({ errors }) => errors === 'left out' || Number.isFinite(errors),
  aggregation: ({ aggregation }) => isName(aggregation),
}

const ofJudges: Parts<JudgeBenchmark> = Object.fromEntries(
  Object.entries(judgeFields).map(([field, isThere]) => [
    `variants[].judges[].${field}`,
    ({ variants }) => variants.every(({ judges = [] }) => judges.every(isThere)),
  ]),
)

/** What scoring reads of a benchmark of judgements, and how it can be told that a module has it. */
export const judgeParts: Parts<JudgeBenchmark> = {
  id: ({ id }) => isName(id),
  version: ({ version }) => isName(version),
  variants: ({ variants }) =>
    Array.isArray(variants) &&
    variants.length > 0 &&
    variants.every(({ measure }) => typeof measure === 'function'),
  'variants[].judges': ({ variants }) =>
    variants.every(({ judges }) => judges === undefined || Array.isArray(judges)),
  ...ofJudges,
  defaultVariant: ({ defaultVariant, variants }) => variants.some(({ id }) => id === defaultVariant),
  leaderboards: ({ leaderboards }) => Array.isArray(leaderboards),
}

/** What a file of judgements is measured to, the same way. */
export const scoreParts: Parts<JudgementScore> = {
  measurements: ({ measurements }) =>
    Array.isArray(measurements) &&
    measurements.every(
      ({ name, value, n, unit }) =>
        isName(name) && typeof value === 'number' && Number.isInteger(n) && n >= 0 && isName(unit),
    ),
  scores: ({ scores }) =>
    Array.isArray(scores) && scores.every(({ item, score }) => isName(item) && Number.isFinite(score)),
  broken: ({ broken }) => Array.isArray(broken) && broken.every(({ reason }) => typeof reason === 'string'),
  notes: ({ notes }) => areTexts(notes),
  named: ({ named }) => named === undefined || (areTexts(named.models) && areTexts(named.judges)),
  standIns: ({ standIns }) => standIns === undefined || areTexts(standIns),
}

function isName(text: unknown): boolean {
  return typeof text === 'string' && text !== ''
}

function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every((text) => typeof text === 'string')
}
