import {
  counted,
  type Judgements,
  type JudgementScore,
  type JudgeVariant,
  type Measurement,
} from '@retable/core'
import { countOf, meanMeasurement } from '../../../measure/measurements.ts'
import { itemName } from '../../../judgements/names.ts'
import { pairJudge } from '../judges/pair.ts'
import { pointsOf, readRows, type Row } from '../pair-rows.ts'
import { questionNotes } from '../question-notes.ts'

/**
 * Win rates from a gpt-4_pair.jsonl (question_id, model_1, model_2, g1_winner, g2_winner, g1_judgment, g2_judgment,
 * turn) as FastChat's show_result.py takes them. A stored winner decides; a game without one is read from its text.
 */
export const pair: JudgeVariant = {
  id: 'pair',
  version: '2',
  summary: 'win rates over two games in swapped order; disagreement is a tie, a tie half a win',
  source:
    'arXiv 2306.05685v4, section 3.4; FastChat at 0e6d3e4, llm_judge/show_result.py, display_result_pairwise',
  judges: [pairJudge],
  measure: (judgements) => new Promise((resolve) => resolve(measured(judgements))),
}

function measured(judgements: Judgements): JudgementScore {
  const { rows, broken, named } = readRows(judgements)
  const sides = rows.flatMap((row) =>
    ([0, 1] as const).map((seat) => ({ ...row, model: row.models[seat], points: pointsOf(row.games, seat) })),
  )
  const measurements = [...Map.groupBy(sides, ({ model }) => model)].flatMap(([model, all]) => {
    const counting = all.filter(({ points }) => points !== null)
    const share = (metric: string, value: (points: number) => number) =>
      shareOf(
        `${metric}/${model}`,
        counting.map(({ points }) => value(points!)),
        counting.map(({ question }) => question),
      )
    return [
      ...share('win_rate_adjusted', (points) => points),
      ...share('win_rate', (points) => (points === 1 ? 1 : 0)),
      ...share('loss_rate', (points) => (points === 0 ? 1 : 0)),
      ...share('tie_rate', (points) => (points === 0.5 ? 1 : 0)),
      countOf(`rows/${model}`, counting.length),
      countOf(`errors/${model}`, all.length - counting.length),
    ]
  })
  return { measurements, scores: samplesOf(rows), broken, notes: notesOf(rows), named }
}

/** A share over rows, of which a question's turns are one cluster; n is the number of questions. */
function shareOf(name: string, values: readonly number[], questions: readonly string[]): Measurement[] {
  if (values.length === 0) return []
  return [{ ...meanMeasurement(name, values, 'fraction', questions), n: new Set(questions).size }]
}

/** One score a row that counts: what model_1 got. */
function samplesOf(rows: readonly Row[]): JudgementScore['scores'] {
  const pairs = new Set(rows.map(({ models }) => models.join(' vs ')))
  const seen = new Map<string, number>()
  return rows.flatMap((row) => {
    const score = pointsOf(row.games, 0)
    if (score === null) return []
    const place = [row.question, String(row.turn)]
    const item = itemName(...(pairs.size === 1 ? place : [row.models.join(' vs '), ...place]))
    const sample = seen.get(item) ?? 0
    seen.set(item, sample + 1)
    return { benchmark: 'mt-bench', item, sample, extracted: row.games.join(' '), gold: '', score }
  })
}

function notesOf(rows: readonly Row[]): string[] {
  const notes = [
    ...questionNotes(rows.map(({ question }) => question)),
    'The score of an item is what model_1 got: 1, 0.5 or 0.',
  ]
  const contradicted = rows.filter((row) => row.contradicted).length
  if (contradicted > 0) {
    notes.push(
      `In ${counted(contradicted, 'row')} a stored winner is not the one in the text; the stored winner counts.`,
    )
  }
  return notes
}
