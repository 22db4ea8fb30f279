import { counted, type JudgementScore, type JudgeVariant, type ReadAsset } from '@retable/core'
import { readAnnotations } from '../alpaca-eval/annotations.ts'
import { weightedJudge } from '../alpaca-eval/judges.ts'
import { count, percent } from '../alpaca-eval/win-rate.ts'
import { itemOfText } from '../../judgements/item-of-text.ts'
import { judgementError } from '../../judgements/json-rows.ts'
import { meanMeasurement } from '../../measure/measurements.ts'
import { readLimits, readOutputs, statedLimit, type Limits, type Output } from './limits.ts'
import { wordCount } from './word-count.ts'

/** Win rate under limits: an output that is too long has lost, whatever the judge said. */
export const lengthInstructedWins: JudgeVariant = {
  id: 'length-instructed',
  version: '2',
  summary: 'judged outputs under a word limit: an output over it loses, others count what the judge prefers',
  source:
    'arXiv 2406.17744v1, section 3.1 (a draft was read); limits rebuilt, the dropped instructions inferred',
  judges: [weightedJudge],
  measure: async (judgements, read) => {
    const { rows, broken, named } = readAnnotations(judgements, weightedJudge)
    const limits = await limitsFor(rows, read)
    const limited = rows.flatMap((row) => {
      const compared = against(row, limits)
      return compared === null || compared.isExcluded ? [] : [{ ...row, ...compared }]
    })
    const judged = limited.flatMap((row) => {
      const chance = row.isTooLong ? 0 : row.chance
      return chance === null ? [] : [{ ...row, chance }]
    })
    if (limited.length === 0) throw noLimits(judgements.name)
    if (judged.length === 0) {
      throw judgementError(
        `${judgements.name}: no output within its limit has a preference from 1 to 2, and none is over it`,
      )
    }
    return {
      measurements: [
        percent(
          'win_rate',
          judged.map(({ chance }) => chance),
        ),
        ...lengths(limited),
      ],
      scores: judged.map(({ instruction, words, chance }) => scoreOf(instruction, words, chance)),
      broken,
      notes: [
        ...notesOf(limits),
        ...leftOut(
          rows.length - limited.length,
          'AlpacaEval-LI drops the instruction, or has no limit for it',
        ),
        ...leftOut(limited.length - judged.length, 'without a preference from 1 to 2, and within the limit'),
        ...sizeNotes(limited.length, limitedInstructions),
      ],
      named,
    }
  },
}

/** How long outputs are, limited against the limits; needs no judge. */
export const outputLengths: JudgeVariant = {
  id: 'lengths',
  version: '2',
  summary: 'outputs without judgements: how many are over the word limit, and mean words',
  source:
    'arXiv 2406.17744v1, section 5 and appendix B (a draft was read, its Table 6): all 805 instructions',
  measure: async (judgements, read): Promise<JudgementScore> => {
    const { outputs, broken, named } = readOutputs(judgements)
    const limits = await limitsFor(outputs, read)
    const limited = outputs.flatMap((output) => {
      const compared = against(output, limits)
      return compared === null ? [] : [{ ...output, ...compared }]
    })
    if (limited.length === 0) throw noLimits(judgements.name)
    return {
      measurements: lengths(limited),
      scores: limited.map(({ instruction, words, isTooLong }) =>
        scoreOf(instruction, words, isTooLong ? 0 : 1),
      ),
      broken,
      notes: [
        ...notesOf(limits),
        ...leftOut(outputs.length - limited.length, 'no limit is known for the instruction'),
        ...sizeNotes(limited.length, instructions),
      ],
      named,
    }
  },
}

/** Instructions of AlpacaEval, and those of them that AlpacaEval-LI has. */
const [instructions, limitedInstructions] = [805, 802]

function noLimits(name: string) {
  return judgementError(
    `${name}: no row has an instruction of AlpacaEval, states its limit in the instruction, or has a max_len`,
  )
}

function leftOut(rows: number, why: string): string[] {
  return rows === 0 ? [] : [`${counted(rows, 'row')} left out: ${why}.`]
}

function sizeNotes(rows: number, whole: number): string[] {
  return rows === whole ? [] : [`${counted(rows, 'row')} of ${whole} instructions are there.`]
}

interface LimitedOutput {
  readonly words: number
  readonly isTooLong: boolean
}

/** Limits are read only if some row does not state its own. */
async function limitsFor(rows: readonly Output[], read: ReadAsset): Promise<Limits | undefined> {
  const needed = rows.some(
    ({ instruction, maxWords }) => (maxWords ?? statedLimit(instruction).maxWords) === undefined,
  )
  return needed ? readLimits(read) : undefined
}

function against(row: Output, limits: Limits | undefined) {
  const { instruction, maxWords } = statedLimit(row.instruction)
  const limit = row.maxWords ?? maxWords ?? limits?.maxWords.get(instruction)
  if (limit === undefined) return null
  const words = wordCount(row.output)
  return {
    instruction,
    words,
    isTooLong: words > limit,
    isExcluded: limits?.excluded.has(instruction) ?? false,
  }
}

function lengths(limited: readonly LimitedOutput[]) {
  return [
    percent(
      'violation_rate',
      limited.map(({ isTooLong }) => (isTooLong ? 1 : 0)),
    ),
    meanMeasurement(
      'mean_words',
      limited.map(({ words }) => words),
      'words',
    ),
    count('n_total', limited.length),
  ]
}

function scoreOf(instruction: string, words: number, score: number) {
  const item = itemOfText(instruction)
  return { benchmark: 'alpaca-eval-li', item, sample: 0, extracted: `${words} words`, gold: '', score }
}

function notesOf(limits: Limits | undefined): string[] {
  if (limits === undefined) return ['Limits are those that the file states.']
  return [
    'Limits are rebuilt from the public outputs of GPT-4 Turbo (1106), Claude 3 Opus and Mistral Large; words are counted without a sentence splitter, so a few counts may differ by one from the released set.',
  ]
}
