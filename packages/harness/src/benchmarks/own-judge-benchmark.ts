import {
  RetableError,
  type Judge,
  type JudgeBenchmark,
  type JudgementScore,
  type JudgeVariant,
} from '@retable/core'
import { HarnessError } from '../errors.ts'
import { lackingPart, type Parts } from './lacking-part.ts'

/** What decides a judge's verdicts. */
const judgeFields: Parts<Judge> = {
  id: ({ id }) => isName(id),
  version: ({ version }) => isName(version),
  asks: ({ asks }) => ['pair', 'single'].includes(asks),
  order: ({ order }) => ['given', 'both', 'drawn'].includes(order),
  'prompt or promptSource': ({ prompt, promptSource }) =>
    typeof prompt === 'function' || (prompt === undefined && isName(promptSource)),
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
const scoreParts: Parts<JudgementScore> = {
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

/**
 * A variant that is held to what it has to give. An Error's own words are for who gave the file; anything else that is
 * thrown, by the language for instance, says neither what nor where.
 */
export function guardedVariant(variant: JudgeVariant, module: string): JudgeVariant {
  return {
    ...variant,
    async measure(file, read) {
      let score: JudgementScore
      try {
        score = await variant.measure(file, read)
      } catch (cause) {
        if (cause instanceof RetableError) throw cause
        const isSentence = cause instanceof Error && cause.name === 'Error' && cause.message !== ''
        const message = isSentence
          ? cause.message
          : `${module}: its measure threw for ${file.name}: ${String(cause)}`
        throw new HarnessError('harness/nothing-to-score', message, { cause })
      }
      const lacking = lackingPart(scoreParts, score)
      if (lacking === undefined) return score
      const advice = 'JudgementScore in packages/core/src/judge/judge-benchmark.ts says what it holds'
      const message = `${module}: what its variant ${variant.id} gives for ${file.name} has no usable "${lacking}"; ${advice}`
      throw new HarnessError('harness/bad-benchmark', message)
    },
  }
}

function isName(text: unknown): boolean {
  return typeof text === 'string' && text !== ''
}

function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.every((text) => typeof text === 'string')
}
