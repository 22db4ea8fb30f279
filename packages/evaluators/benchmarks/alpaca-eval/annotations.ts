import type { BrokenRow, Judge, Judgements } from '@retable/core'
import { judgedOnce } from '../../judgements/judged-once.ts'
import { judgementError } from '../../judgements/json-rows.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { judgedPreference } from './judges.ts'
import { jsonArray } from '../../judgements/json-array.ts'
import { chanceOfWin } from './win-rate.ts'

/** One judged pair, as alpaca_eval keeps it: output 1 is the baseline's. */
export interface Annotation {
  /** 0-based position in the file; instruction difficulty goes by it. */
  readonly row: number
  readonly instruction: string
  readonly baselineOutput: string
  readonly output: string
  /** 1 = the baseline's output is preferred, 2 = the model's; null where the judge gave none. */
  readonly preference: number | null
  /** The same as the chance that the model's output is the better one; null for none, and for one outside 1 to 2. */
  readonly chance: number | null
  /** Limit in words, where the row states one (AlpacaEval-LI). */
  readonly maxWords?: number
}

/** A file of annotations. */
export interface Annotations {
  readonly rows: readonly Annotation[]
  readonly broken: readonly BrokenRow[]
  readonly baseline: string
  readonly model: string
  readonly named: Named
}

/**
 * Reads an annotations.json as alpaca_eval writes it, a JSON array with an object for each pair, or such objects. A preference that is
 * NaN or null keeps its row; one that is not stated is read from `raw_completion`, the judge's answer. An instruction
 * counts once.
 *
 * @throws RetableError `evaluators/no-judgements` if the file is no such array, is empty, mixes several models, or has
 * preferences from 0 to 1
 */
export function readAnnotations(judgements: Judgements, judge: Judge<number>): Annotations {
  const { name } = judgements
  const { elements, broken: brokenOf } = jsonArray(judgements)
  const rows: Annotation[] = []
  const faults: { readonly row: number; readonly reason: string }[] = []
  const repeated = judgedOnce()
  elements.forEach((fields, row) => {
    const reason = whyBroken(fields) ?? repeated(fields['instruction'] as string, 'its instruction')
    if (reason === null) rows.push(annotationIn(fields, row, judge))
    else faults.push({ row, reason })
  })
  const broken = brokenOf(faults)
  if (rows.length === 0) {
    const why = broken[0] ? `line ${broken[0].line}: ${broken[0].reason}` : 'the array is empty'
    throw judgementError(`${name} holds no annotations (${why}); give it an annotations.json of alpaca_eval`)
  }
  if (areFrom0To1(rows)) {
    throw judgementError(
      `${name} has preferences from 0 to 1, and alpaca_eval's run from 1 (the baseline's output) to 2 (the model's); add 1 to each`,
    )
  }
  if (rows.every(({ chance }) => chance === null)) {
    throw judgementError(
      `${name} holds outputs without a single preference from 1 to 2; have them judged first`,
    )
  }
  // Rows that do not count too: a second model's all repeat an instruction.
  const { models: baselines } = namedIn(elements, { models: ['generator_1'] })
  const named = namedIn(elements, { models: ['generator_2'], judges: ['annotator'] })
  if (named.models.length > 1 || baselines.length > 1) {
    const models = [...baselines, ...named.models].join(', ')
    throw judgementError(
      `${name} mixes several models or baselines (${models}); split it into a file for each`,
    )
  }
  return { rows, broken, baseline: baselines[0] ?? '', model: named.models[0] ?? '', named }
}

type Fields = Readonly<Record<string, unknown>>

function annotationIn(fields: Fields, row: number, judge: Judge<number>): Annotation {
  const instruction = fields['instruction'] as string
  const stated = fields['preference'] as number | null | undefined
  const preference =
    stated === undefined ? judgedPreference(judge, fields['raw_completion'], instruction) : stated
  return {
    row,
    instruction,
    baselineOutput: fields['output_1'] as string,
    output: fields['output_2'] as string,
    preference,
    chance: chanceOfWin(preference),
    ...(fields['max_len'] !== undefined && { maxWords: fields['max_len'] as number }),
  }
}

/** A 0 is a draw, and a 1 a loss; what lies between is no preference of alpaca_eval's, unless others lie beyond. */
function areFrom0To1(rows: readonly Annotation[]): boolean {
  const preferences = rows.map(({ preference }) => preference ?? 0)
  return preferences.some((p) => p > 0 && p < 1) && preferences.every((p) => p <= 1)
}

function whyBroken(fields: Fields): string | null {
  const missing = ['instruction', 'output_1', 'output_2'].filter((key) => typeof fields[key] !== 'string')
  if (missing.length > 0) return `it lacks a text for ${missing.join(', ')}`
  const { preference } = fields
  if (preference === undefined) {
    return fields['raw_completion'] === undefined
      ? 'it lacks a preference, and raw_completion too'
      : whyNoLimit(fields)
  }
  if (preference !== null && typeof preference !== 'number') return 'its preference is no number'
  return whyNoLimit(fields)
}

/** Why a row's word limit, `max_len`, is none; null where it is one or is not stated. */
export function whyNoLimit({ max_len: limit }: Fields): string | null {
  if (limit === undefined) return null
  const isLimit = typeof limit === 'number' && Number.isInteger(limit) && limit >= 0
  return isLimit ? null : `its max_len is ${JSON.stringify(limit)}, which is no number of words`
}
