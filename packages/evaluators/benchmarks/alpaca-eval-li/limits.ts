import type { BrokenRow, Judgements, ReadAsset } from '@retable/core'
import { whyNoLimit } from '../alpaca-eval/annotations.ts'
import { jsonArray } from '../../judgements/json-array.ts'
import { judgedOnce } from '../../judgements/judged-once.ts'
import { judgementError } from '../../judgements/json-rows.ts'
import { namedIn, type Named } from '../../judgements/named.ts'
import { readOnce } from '../../judgements/read-once.ts'
import { limitSetters, outputsOf } from './assets.ts'
import { wordCount } from './word-count.ts'

/** One output of a model_outputs.json. */
export interface Output {
  readonly instruction: string
  readonly output: string
  readonly maxWords?: number
}

/** Instructions that name a length themselves; which three the paper dropped is inferred (805 less 3 are its 802). */
const statedLengths: ReadonlySet<number> = new Set([148, 203, 229])

/** The limit of each instruction of AlpacaEval. */
export interface Limits {
  readonly maxWords: ReadonlyMap<string, number>
  /** Instructions that AlpacaEval-LI leaves out. */
  readonly excluded: ReadonlySet<string>
}

/** The template of section 3, with which an instruction states its limit. */
export function lengthInstructed(instruction: string, maxWords: number): string {
  return `Answer the following instruction using ${maxWords} words or less.\n\n${instruction}`
}

/** The instruction without the template, and the limit that it states. */
export function statedLimit(given: string): { readonly instruction: string; readonly maxWords?: number } {
  const [head, words] =
    /^Answer the following instruction using (\d{1,6}) words or less\.\n\n/.exec(given) ?? []
  return head === undefined
    ? { instruction: given }
    : { instruction: given.slice(head.length), maxWords: Number(words) }
}

/**
 * Each instruction's limit: the least number of words among the outputs of three models (section 3.1.1). Counting the
 * words of 2,415 outputs takes a while; a table's rows share it.
 */
export const readLimits: (read: ReadAsset) => Promise<Limits> = readOnce(countLimits)

async function countLimits(read: ReadAsset): Promise<Limits> {
  const maxWords = new Map<string, number>()
  const excluded = new Set<string>()
  for (const model of limitSetters) {
    const asset = outputsOf(model)
    const { outputs } = readOutputs({ bytes: await read(asset), name: asset.name })
    outputs.forEach(({ instruction, output }, row) => {
      maxWords.set(instruction, Math.min(maxWords.get(instruction) ?? Infinity, wordCount(output)))
      if (model === 'gpt4_1106_preview' && statedLengths.has(row)) excluded.add(instruction)
    })
  }
  return { maxWords, excluded }
}

/** Outputs that are held against limits. */
export interface Outputs {
  readonly outputs: readonly Output[]
  readonly broken: readonly BrokenRow[]
  readonly named: Named
}

/**
 * Reads a model_outputs.json of alpaca_eval, or such rows. An instruction counts once.
 *
 * @throws RetableError `evaluators/no-judgements` if they are none
 */
export function readOutputs(judgements: Judgements): Outputs {
  const { elements, broken } = jsonArray(judgements)
  const outputs: Output[] = []
  const faults: { readonly row: number; readonly reason: string }[] = []
  const repeated = judgedOnce()
  elements.forEach((fields, row) => {
    const { instruction, output, max_len: maxWords } = fields
    if (typeof instruction !== 'string' || typeof output !== 'string') {
      faults.push({ row, reason: 'it lacks a text for instruction or output' })
      return
    }
    const reason = whyNoLimit(fields) ?? repeated(instruction, 'its instruction')
    if (reason !== null) faults.push({ row, reason })
    else
      outputs.push({ instruction, output, ...(maxWords !== undefined && { maxWords: maxWords as number }) })
  })
  if (outputs.length === 0) {
    const why =
      faults[0] === undefined ? 'the array is empty' : `row ${faults[0].row + 1}: ${faults[0].reason}`
    throw judgementError(
      `${judgements.name} holds no outputs (${why}): a row needs the texts "instruction" and "output"; name a model_outputs.json`,
    )
  }
  return { outputs, broken: broken(faults), named: namedIn(elements, { models: ['generator'] }) }
}
