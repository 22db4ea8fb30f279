import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Grade, Item, Variant } from '@retable/core'
import { meanOf } from '@retable/stats'
import { benchmark } from '../benchmark.ts'
import { parseItems } from '../dataset.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'
import { zeroEvalComparisons, type ZeroEvalRow } from '../../../zeroeval/golden.ts'

/** Raw outputs of GSM8K's test items: one text an item, in the data set's order. */
export interface RawOutputs {
  /** `zeroeval.<model>` or `openai.<model>`. */
  readonly name: string
  readonly outputs: readonly string[]
}

interface OpenAiRow {
  readonly [model: string]: { readonly solution: string; readonly is_correct: boolean }
}
interface ToraRow {
  readonly idx: number
  readonly output: string
  readonly gold: string
  readonly correct: boolean
}
interface LmEvalRow {
  readonly doc_id: number
  readonly strict: string
  readonly strict_exact_match: number
  readonly flexible: string
  readonly flexible_exact_match: number
}

/** Every comparison of GSM8K with published figures, from the golden data in `golden`. */
export function comparisons(golden: string): Comparison[] {
  const data = path.join(golden, 'reasoning/gsm8k')
  return [
    ...zeroEvalComparisons(benchmark, {
      folder: path.join(data, 'zeroeval'),
      source: 'ZeroEval',
      models: 38,
    }),
    ...openAiVerdicts(data),
    ...toraVerdicts(data),
    ...lmEvalVerdicts(data),
  ]
}

/** The test items of the golden data. */
export function gsm8kItems(golden: string): readonly Item[] {
  const file = path.join(golden, 'reasoning/gsm8k/test.jsonl.gz')
  return parseItems(gunzipSync(readFileSync(file)).toString('utf8'), 'test')
}

/** The outputs that lm-eval's verdicts are known for: 12 models of ZeroEval, 4 of OpenAI with "####" for "A:". */
export function lmEvalInputs(golden: string): RawOutputs[] {
  const data = path.join(golden, 'reasoning/gsm8k')
  const names = readdirSync(path.join(data, 'lm-eval-replay')).filter((file) => file.endsWith('.jsonl.gz'))
  return names.toSorted().map((file) => {
    const name = file.replace('.jsonl.gz', '')
    const [source = '', ...rest] = name.split('.')
    const model = rest.join('.')
    if (source === 'zeroeval') return { name, outputs: zeroEvalRows(data, model).map((row) => row.output) }
    return { name, outputs: openAiSolutions(data, model).map((text) => text.replaceAll('\nA: ', '\n#### ')) }
  })
}

function openAiVerdicts(data: string): Comparison[] {
  const items = gsm8kItemsIn(data)
  const variants = [
    { variant: variantOf('official-samples'), marker: '\nA: ', figure: 'is_correct of each output' },
    { variant: variantOf('official'), marker: '\n#### ', figure: 'the same with "####" for "A:" (official)' },
  ]
  return variants.flatMap(({ variant, marker, figure }) =>
    openAiModels.map((model) => {
      const tally = new Tally()
      openAiRows(data).forEach((row, i) => {
        const output = row[model]!.solution.replaceAll('\nA: ', marker)
        const grade = variant.grade(output, { gold: items[i]!.gold })
        tally.add(`row ${i}`, row[model]!.is_correct, grade.score === 1)
      })
      return tally.comparison('OpenAI', `${model}: ${figure}`)
    }),
  )
}

function toraVerdicts(data: string): Comparison[] {
  const published = { 'tora-70b-v1.0': '84.3', 'tora-code-34b-v1.0': '80.7' }
  const variant = variantOf('tora')
  return Object.entries(published).flatMap(([model, mean]) => {
    const tally = new Tally()
    const scores = goldenRows<ToraRow>(data, `tora.${model}.jsonl.gz`).map((row) => {
      const { score } = variant.grade(row.output, { gold: row.gold })
      tally.add(`row ${row.idx}`, row.correct, score === 1)
      return score
    })
    const total = new Tally()
    total.add(model, mean, (meanOf(scores).mean * 100).toFixed(1))
    return [
      total.comparison('ToRA', `mean of ${model}, as a string`),
      tally.comparison('ToRA', `verdict of each output of ${model}`),
    ]
  })
}

function lmEvalVerdicts(data: string): Comparison[] {
  const golden = path.resolve(data, '../..')
  const items = gsm8kItemsIn(data)
  const results = JSON.parse(
    readFileSync(path.join(data, 'lm-eval-replay/results.json'), 'utf8'),
  ) as Readonly<Record<string, Readonly<Record<string, unknown>>>>
  const [strict, flexible, scores] = [new Tally(), new Tally(), new Tally()]
  const filters = [
    { tally: strict, variant: variantOf('lm-eval-strict'), key: 'strict', name: 'strict-match' },
    { tally: flexible, variant: variantOf('lm-eval-flexible'), key: 'flexible', name: 'flexible-extract' },
  ] as const
  const addScores = (run: string, filter: string, grades: readonly Grade[]) => {
    const { mean, standardError } = meanOf(grades.map((grade) => grade.score))
    const row = results[run] ?? {}
    scores.add(`${run} ${filter}`, row[`exact_match,${filter}`], mean)
    scores.add(`${run} ${filter} standard error`, row[`exact_match_stderr,${filter}`], standardError)
  }
  for (const { name, outputs } of lmEvalInputs(golden)) {
    const rows = goldenRows<LmEvalRow>(data, `lm-eval-replay/${name}.jsonl.gz`)
    for (const { tally, variant, key, name: filter } of filters) {
      const grades = outputs.map((output, i) => variant.grade(output, { gold: items[i]!.gold }))
      for (const row of rows) {
        const grade = grades[row.doc_id]!
        const computed = [grade.extracted ?? '[invalid]', grade.score]
        tally.add(`${name} ${row.doc_id}`, [row[key], row[`${key}_exact_match`]], computed)
      }
      addScores(name.replace('.', ':'), filter, grades)
    }
  }
  for (const model of openAiModels) {
    const outputs = openAiSolutions(data, model).map(
      (text) => `${text.replaceAll('\nA: ', '\nThe answer is ')}.`,
    )
    const cot = outputs.map((output, i) => variantOf('lm-eval-cot').grade(output, { gold: items[i]!.gold }))
    addScores(`openai:${model}:cot_zeroshot`, 'strict-match', cot)
  }
  return [
    strict.comparison('lm-eval 0.4.13', 'strict-match: answer and verdict of each output of 16 models'),
    flexible.comparison('lm-eval 0.4.13', 'flexible-extract: answer and verdict of each output of 16 models'),
    scores.comparison('lm-eval 0.4.13', 'scores and standard errors, all digits'),
  ]
}

const openAiModels = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'] as const

function openAiRows(data: string): OpenAiRow[] {
  return goldenRows<OpenAiRow>(data, 'example_model_solutions.jsonl.gz')
}

function openAiSolutions(data: string, model: string): string[] {
  return openAiRows(data).map((row) => row[model]!.solution)
}

function zeroEvalRows(data: string, file: string): ZeroEvalRow[] {
  return goldenRows<ZeroEvalRow>(data, `zeroeval/${file}.jsonl.gz`)
}

function gsm8kItemsIn(data: string): readonly Item[] {
  return gsm8kItems(path.resolve(data, '../..'))
}

function variantOf(id: string): Variant {
  return benchmark.variants.find((variant) => variant.id === id)!
}
