import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Item, Variant } from '@retable/core'
import { meanOf } from '@retable/stats'
import { letterOf } from '../letters.ts'
import { bestAnswer } from '../variants/best-answer.ts'
import { acc, accNorm } from '../variants/log-likelihood.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'

interface QuestionRow {
  readonly id: string
  readonly question: string
  readonly choices: { readonly text: readonly string[] }
  readonly answerKey: string
}
interface LmEvalRow {
  readonly id: string
  readonly loglikelihoods: readonly number[]
  readonly acc: number
  readonly acc_norm: number
}
interface GenerationRow {
  readonly id: string
  readonly output: string
  readonly letter: string | null
  readonly correct: boolean
}

/** Every comparison of ARC-Challenge with others' verdicts, from the golden data in `golden`. */
export function comparisons(golden: string): Comparison[] {
  const data = path.join(golden, 'reasoning/arc')
  const items = new Map(arcItems(golden).map((item) => [item.id.replace('test/', ''), item]))
  return [...lmEvalVerdicts(data, items), ...generations(data, items)]
}

/** The test items of the golden data. */
export function arcItems(golden: string): Item[] {
  return goldenRows<QuestionRow>(golden, 'reasoning/arc/challenge.test.jsonl.gz').map(itemOf)
}

function lmEvalVerdicts(data: string, items: ReadonlyMap<string, Item>): Comparison[] {
  const rows = goldenRows<LmEvalRow>(data, 'lm-eval-replay.jsonl.gz')
  const file = readFileSync(path.join(data, 'lm-eval-replay.results.json'), 'utf8')
  const { arc_challenge: results } = JSON.parse(file) as { arc_challenge: Readonly<Record<string, number>> }
  const figures = new Tally()
  const scoresOf = (variant: Variant) =>
    rows.map(({ id, loglikelihoods }) => {
      const item = items.get(id)!
      return variant.grade(JSON.stringify(loglikelihoods), { gold: item.gold, item }).score
    })
  const verdicts = (
    [
      ['acc', acc],
      ['acc_norm', accNorm],
    ] as const
  ).map(([metric, variant]) => {
    const tally = new Tally()
    const scores = scoresOf(variant)
    rows.forEach((row, i) => tally.add(row.id, row[metric], scores[i]))
    const { mean, standardError } = meanOf(scores)
    figures.add(metric, results[`${metric},none`], mean)
    figures.add(`${metric} standard error`, results[`${metric}_stderr,none`], standardError)
    return tally.comparison('lm-eval 0.4.13', `${metric} of each of the 1,172 questions`)
  })
  return [
    ...verdicts,
    figures.comparison('lm-eval 0.4.13', 'acc, acc_norm and their standard errors, all digits'),
  ]
}

function generations(data: string, items: ReadonlyMap<string, Item>): Comparison[] {
  const [each, counts] = [new Tally(), new Tally()]
  let [found, right] = [0, 0]
  for (const row of goldenRows<GenerationRow>(data, 'generations.jsonl.gz')) {
    const { extracted, score } = bestAnswer.grade(row.output, { gold: items.get(row.id)!.gold })
    each.add(row.id, [row.letter, row.correct], [extracted, score === 1])
    if (extracted !== null) found += 1
    right += score
  }
  counts.add('answers found', 1171, found)
  counts.add('answers right', 1132, right)
  return [
    each.comparison('icml_kd', 'letter and verdict of each worked answer, as read apart from retable'),
    counts.comparison('icml_kd', '1,171 answers found, 1,132 right'),
  ]
}

function itemOf({ id, question, choices, answerKey }: QuestionRow): Item {
  return { id: `test/${id}`, question, gold: letterOf(answerKey), choices: choices.text }
}
