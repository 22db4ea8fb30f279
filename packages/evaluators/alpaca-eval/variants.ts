import { createHash } from 'node:crypto'
import {
  RetableError,
  type JudgementScore,
  type JudgeVariant,
  type Measurement,
  type ReadAsset,
  type SampleScore,
} from '@retable/core'
import { readAnnotations, type Annotation, type Annotations } from './annotations.ts'
import { codePoints } from './code-points.ts'
import { readGamedBaselines } from './gamed-baselines.ts'
import { chancesAtEqualLength, fitLengthModel } from './length-controlled.ts'
import { chanceOfWin, count, percent, winRates } from './win-rate.ts'

/** Number of instructions in AlpacaEval's evaluation set. */
export const instructions = 805

/** AlpacaEval 2: preferences as probabilities, plain and length-controlled. */
export const weighted: JudgeVariant = {
  id: 'weighted',
  version: '1',
  summary:
    'AlpacaEval 2: mean preference of the weighted GPT-4 Turbo judge, and the length-controlled win rate',
  source:
    'alpaca_eval at cd543a1, metrics/helpers.py and glm_winrate.py (length_controlled_v1); arXiv 2404.04475v1, section 3',
  measure: async (file, read) => {
    const annotations = readAnnotations(file)
    const plain = plainScore(annotations)
    const controlled = await lengthControlled(annotations, read)
    return {
      ...plain,
      measurements: [...controlled.measurements, ...plain.measurements],
      notes: [...plain.notes, ...controlled.notes],
    }
  },
}

/** AlpacaEval 1: whole wins, losses and draws. */
export const alpacaEval1: JudgeVariant = {
  id: 'alpaca-eval-1',
  version: '1',
  summary:
    'AlpacaEval 1: share of pairs that the ranking GPT-4 judge decides for the model, a draw being half',
  source: 'alpaca_eval at cd543a1, metrics/helpers.py',
  measure: (file) => Promise.resolve().then(() => plainScore(readAnnotations(file))),
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
  }
}

/** Items are known by their instruction, so that two files can be compared whatever rows they lack. */
function scoreOf({ instruction, preference }: Annotation, score: number): SampleScore {
  const item = createHash('sha256').update(instruction).digest('hex').slice(0, 16)
  return { benchmark: 'alpaca-eval', item, sample: 0, extracted: String(preference), gold: '', score }
}

function plainNotes({ rows, model, annotator }: Annotations, judged: number): string[] {
  const notes = [
    `${rows.length} pairs of ${model || 'a model that is not named'}, judged by ${annotator || 'a judge that is not named'}.`,
  ]
  if (judged < rows.length) {
    notes.push(`${rows.length - judged} of them have no preference and are left out of the win rates.`)
  }
  return notes
}

async function lengthControlled(annotations: Annotations, read: ReadAsset) {
  const { rows, broken, baseline, model } = annotations
  const name = 'lc_win_rate'
  if (baseline !== '' && baseline === model) {
    const notes = ['The model is its own baseline: its length-controlled win rate is 50 by definition.']
    return {
      measurements: [
        percent(
          name,
          rows.map(() => 0.5),
        ),
      ],
      notes,
    }
  }
  const total = rows.length + broken.length
  if (total > instructions) {
    const note = `Length control is left out: the file has ${total} rows, and AlpacaEval 2 has ${instructions} instructions.`
    return { measurements: [], notes: [note] }
  }
  const gamed = await readGamedBaselines(read).catch((error: unknown) => {
    if (error instanceof RetableError && error.kind === 'environment') return error
    throw error
  })
  if (gamed instanceof RetableError) {
    return { measurements: [], notes: [`Length control is left out: ${gamed.message}.`] }
  }
  const fit = fitLengthModel(rows, gamed)
  const measurements: Measurement[] = [percent(name, chancesAtEqualLength(rows, gamed, fit.model))]
  return { measurements, notes: lengthNotes(annotations, fit.c, gamed.isStandIn) }
}

function lengthNotes({ rows, broken, baseline }: Annotations, c: number, isStandIn: boolean): string[] {
  const notes = [
    `Length control: C = ${c.toPrecision(4)} by cross-validation; its standard error is the spread of predictions over instructions only, as alpaca_eval prints it.`,
  ]
  if (isStandIn) {
    notes.push(
      'df_gamed.csv could not be had. A stand-in recovered from published numbers took its place: real lengths and difficulties, but pseudo-labels for preferences. A fit at a given C is the same; cross-validation chose another C than the published fit for 13 of 50 models, which moved the rate by at most 0.09 points.',
    )
  }
  if (rows.length + broken.length < instructions) {
    notes.push(
      `The file has ${rows.length + broken.length} of ${instructions} rows. Difficulties go by position, as in alpaca_eval: after the first row that lacks, each is another instruction's.`,
    )
  }
  if (baseline !== '' && baseline !== 'gpt4_1106_preview') {
    notes.push(`The baseline is ${baseline}; difficulties and gamed pairs are those of gpt4_1106_preview.`)
  }
  return notes
}
