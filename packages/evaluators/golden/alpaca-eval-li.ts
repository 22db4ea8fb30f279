import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { lengthInstructed, readOutputs } from '../alpaca-eval-li/limits.ts'
import { wordCount } from '../alpaca-eval-li/word-count.ts'
import { Tally, goldenRows, type Comparison } from './comparison.ts'

interface Instructed {
  readonly index: number
  readonly original_instruction: string
  readonly instruction: string
  readonly max_len: number
  readonly output: string
}
interface Expected {
  readonly violation_rate_recomputed: number
  readonly violation_rate_paper: number
  readonly mean_words_recomputed: number
  readonly mean_words_paper: number
}
type Counts = Readonly<Record<string, readonly (number | null)[]>>

/** Every comparison of AlpacaEval-LI with figures that others counted, from the golden data in `golden`. */
export function comparisons(golden: string): Comparison[] {
  const data = path.join(golden, 'judge/lift')
  const rows = goldenRows<Instructed>(data, 'alpacaeval_li_reconstructed.jsonl.gz')
  const counts = JSON.parse(gunzipped(path.join(data, 'word_counts.json.gz'))) as Counts
  const texts = gunzipped(path.join(golden, 'judge/alpaca_eval/reference_outputs_gpt4_1106_preview.json.gz'))
  const [references, limits, templates] = [new Tally(), new Tally(), new Tally()]
  readOutputs(texts, 'reference outputs').outputs.forEach(({ output }, i) => {
    references.add(`row ${i}`, counts['gpt4_1106_preview']![i], wordCount(output))
  })
  for (const row of rows) {
    limits.add(`row ${row.index}`, row.max_len, wordCount(row.output))
    templates.add(
      `row ${row.index}`,
      row.instruction,
      lengthInstructed(row.original_instruction, row.max_len),
    )
  }
  return [
    references.comparison('NLTK', 'words of the outputs of GPT-4 Turbo (1106)'),
    limits.comparison('NLTK', 'words of each baseline output, which are its limit'),
    templates.comparison('LIFT', 'instructions with their limit'),
    ...table6(data, rows, counts),
  ]
}

function table6(data: string, rows: readonly Instructed[], counts: Counts): Comparison[] {
  const file = readFileSync(path.join(data, 'expected_violation_rates.json'), 'utf8')
  const [near, printed] = [new Tally(), new Tally()]
  for (const [model, expected] of Object.entries(JSON.parse(file) as Readonly<Record<string, Expected>>)) {
    const held = counts[model]!.flatMap((words, i) =>
      words === null ? [] : [{ words, limit: rows[i]!.max_len }],
    )
    const rate = (100 * held.filter(({ words, limit }) => words > limit).length) / held.length
    const mean = held.reduce((sum, { words }) => sum + words, 0) / held.length
    near.add(model, true, Math.abs(rate - expected.violation_rate_paper) <= 0.12)
    printed.add(`${model} violation rate`, expected.violation_rate_paper.toFixed(1), rate.toFixed(1))
    printed.add(`${model} mean words`, expected.mean_words_paper.toFixed(0), mean.toFixed(0))
  }
  return [
    near.comparison('LIFT, draft', 'violation rates of Table 6, within 0.12 points (one output of 805)'),
    printed.comparison('LIFT, draft', 'violation rates and mean words of Table 6, as printed'),
  ]
}

function gunzipped(file: string): string {
  return gunzipSync(readFileSync(file)).toString('utf8')
}
