import {
  counted,
  type Judge,
  type Judgements,
  type JudgementScore,
  type JudgeVariant,
  type ReadAsset,
  type SampleScore,
} from '@retable/core'
import { itemOfText } from '../../judgements/item-of-text.ts'
import { readAnnotations, type Annotation, type Annotations } from './annotations.ts'
import { codePoints } from '../../measure/code-points.ts'
import { rankingJudge, weightedJudge } from './judges.ts'
import { instructions, lengthScore } from './length-control/length-score.ts'
import { count, winRates } from './win-rate.ts'

/** AlpacaEval 2: preferences as probabilities, plain and length-controlled. */
export const weighted: JudgeVariant = {
  id: 'weighted',
  version: '3',
  summary:
    'AlpacaEval 2: mean preference of the weighted GPT-4 Turbo judge, and the length-controlled win rate',
  source:
    'alpaca_eval at cd543a1, metrics/helpers.py and glm_winrate.py (length_controlled_v1); arXiv 2404.04475v1, section 3',
  judges: [weightedJudge],
  measure: (judgements, read) => measured(judgements, weightedJudge, read),
}

/** AlpacaEval 1: whole wins, losses and draws, plain and length-controlled. */
export const alpacaEval1: JudgeVariant = {
  id: 'alpaca-eval-1',
  version: '3',
  summary:
    'AlpacaEval 1: share of pairs that the ranking GPT-4 judge decides for the model, a draw being half, and the length-controlled win rate',
  source: 'alpaca_eval at cd543a1, metrics/helpers.py and glm_winrate.py (length_controlled_v1)',
  judges: [rankingJudge],
  measure: (judgements, read) => measured(judgements, rankingJudge, read),
}

async function measured(
  judgements: Judgements,
  judge: Judge<number>,
  read: ReadAsset,
): Promise<JudgementScore> {
  return (await measuredWithFit(judgements, judge, read)).score
}

/** What judgements come to, with their annotations and the fit behind their length-controlled win rate, where there is one. */
export async function measuredWithFit(judgements: Judgements, judge: Judge<number>, read: ReadAsset) {
  const annotations = readAnnotations(judgements, judge)
  const plain = plainScore(annotations)
  const { measurements, notes, standIns = [], fit } = await lengthScore(annotations, read)
  const score: JudgementScore = {
    ...plain,
    measurements: [...measurements, ...plain.measurements],
    notes: [...plain.notes, ...notes],
    standIns,
  }
  return { score, annotations, fit }
}

function plainScore(annotations: Annotations): JudgementScore {
  const { rows, broken } = annotations
  const judged = rows.flatMap((row) => {
    const { chance } = row
    return chance === null ? [] : [{ row, chance }]
  })
  // What alpaca_eval leaves out of the annotations of a whole set has no output, and its mean is over the outputs.
  const outputs = rows.length + lackingRows(annotations)
  const characters = rows.reduce((sum, { output }) => sum + codePoints(output), 0)
  return {
    measurements: [
      ...winRates(judged.map(({ chance }) => chance)),
      count('avg_length', Math.floor(characters / outputs), outputs, 'characters'),
    ],
    scores: judged.map(({ row, chance }) => scoreOf(row, chance)),
    broken,
    notes: plainNotes(annotations, judged.length),
    named: annotations.named,
  }
}

/** From this share of the evaluation set on, a file is one of the whole set and not of a part of it. */
const wholeSet = 0.9

/** Rows that a file of the whole set lacks. */
function lackingRows({ rows, broken }: Annotations): number {
  const total = rows.length + broken.length
  return total >= wholeSet * instructions ? Math.max(0, instructions - total) : 0
}

function scoreOf({ instruction, preference }: Annotation, score: number): SampleScore {
  const item = itemOfText(instruction)
  return { benchmark: 'alpaca-eval', item, sample: 0, extracted: String(preference), gold: '', score }
}

function plainNotes(annotations: Annotations, judged: number): string[] {
  const { rows, broken } = annotations
  const without = rows.length - judged
  const outside = rows.filter(({ preference, chance }) => preference !== null && chance === null).length
  const total = rows.length + broken.length
  const lacking = lackingRows(annotations)
  return [
    ...(without > 0
      ? [
          `${counted(without, 'pair')} of ${rows.length} without a preference${outside > 0 ? ` (${outside} outside 1 to 2)` : ''}: left out of the win rates.`,
        ]
      : []),
    ...(total === instructions
      ? []
      : [`The file has ${counted(total, 'row')}; AlpacaEval has ${instructions} instructions.`]),
    ...(lacking > 0
      ? [
          `avg_length counts ${counted(lacking, 'pair')} that the file lacks as outputs without a character, as alpaca_eval does.`,
        ]
      : []),
  ]
}
