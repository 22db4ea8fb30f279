import { counted, type JudgementScore, type JudgeVariant, type SampleScore } from '@retable/core'
import { itemOfText } from '../judgements/item-of-text.ts'
import { readAnnotations, type Annotation, type Annotations } from './annotations.ts'
import { codePoints } from './code-points.ts'
import { rankingJudge, weightedJudge } from './judges.ts'
import { instructions, lengthScore } from './length-score.ts'
import { chanceOfWin, count, winRates } from './win-rate.ts'

/** AlpacaEval 2: preferences as probabilities, plain and length-controlled. */
export const weighted: JudgeVariant = {
  id: 'weighted',
  version: '2',
  summary:
    'AlpacaEval 2: mean preference of the weighted GPT-4 Turbo judge, and the length-controlled win rate',
  source:
    'alpaca_eval at cd543a1, metrics/helpers.py and glm_winrate.py (length_controlled_v1); arXiv 2404.04475v1, section 3',
  judges: [weightedJudge],
  measure: async (file, read) => {
    const annotations = readAnnotations(file, weightedJudge)
    const plain = plainScore(annotations)
    const controlled = await lengthScore(annotations, read)
    return {
      ...plain,
      measurements: [...controlled.measurements, ...plain.measurements],
      notes: [...plain.notes, ...controlled.notes],
      standIns: controlled.standIns ?? [],
    }
  },
}

/** AlpacaEval 1: whole wins, losses and draws. */
export const alpacaEval1: JudgeVariant = {
  id: 'alpaca-eval-1',
  version: '2',
  summary:
    'AlpacaEval 1: share of pairs that the ranking GPT-4 judge decides for the model, a draw being half',
  source: 'alpaca_eval at cd543a1, metrics/helpers.py',
  judges: [rankingJudge],
  measure: (file) => Promise.resolve().then(() => plainScore(readAnnotations(file, rankingJudge))),
}

function plainScore(annotations: Annotations): JudgementScore {
  const { rows, broken } = annotations
  const judged = rows.flatMap((row) => {
    const chance = chanceOfWin(row.preference)
    return chance === null ? [] : [{ row, chance }]
  })
  const lengths = rows.reduce((sum, { output }) => sum + codePoints(output), 0) / rows.length
  return {
    measurements: [
      ...winRates(judged.map(({ chance }) => chance)),
      count('avg_length', Math.floor(lengths), rows.length, 'characters'),
    ],
    scores: judged.map(({ row, chance }) => scoreOf(row, chance)),
    broken,
    notes: plainNotes(annotations, judged.length),
    named: annotations.named,
  }
}

function scoreOf({ instruction, preference }: Annotation, score: number): SampleScore {
  const item = itemOfText(instruction)
  return { benchmark: 'alpaca-eval', item, sample: 0, extracted: String(preference), gold: '', score }
}

function plainNotes({ rows, broken }: Annotations, judged: number): string[] {
  const without = rows.length - judged
  const outside = rows.filter(
    ({ preference }) => preference !== null && chanceOfWin(preference) === null,
  ).length
  const total = rows.length + broken.length
  return [
    ...(without > 0
      ? [
          `${counted(without, 'pair')} of ${rows.length} without a preference${outside > 0 ? ` (${outside} outside 1 to 2)` : ''}: left out of the win rates.`,
        ]
      : []),
    ...(total === instructions
      ? []
      : [`The file has ${counted(total, 'row')}; AlpacaEval has ${instructions} instructions.`]),
  ]
}
