import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { printedLike } from '@retable/stats/printed'
import { liftTable6 } from '../leaderboard.ts'
import { lengthInstructed, readOutputs } from '../limits.ts'
import { wordCount } from '../word-count.ts'
import { mirrorReader } from '../../../golden/mirror.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'

interface Instructed {
  readonly index: number
  readonly original_instruction: string
  readonly instruction: string
  readonly max_len: number
  readonly output: string
}
type Counts = Readonly<Record<string, readonly (number | null)[]>>

/** Every comparison of AlpacaEval-LI with figures that others counted, from the golden data in `golden`. */
export async function comparisons(golden: string): Promise<Comparison[]> {
  const data = path.join(golden, 'judge/lift')
  const rows = goldenRows<Instructed>(data, 'alpacaeval_li_reconstructed.jsonl.gz')
  const counts = JSON.parse(gunzipped(path.join(data, 'word_counts.json.gz'))) as Counts
  const texts = gunzipped(path.join(golden, 'judge/alpaca_eval/reference_outputs_gpt4_1106_preview.json.gz'))
  const [references, limits, templates] = [new Tally(), new Tally(), new Tally()]
  const reference = { bytes: new TextEncoder().encode(texts), name: 'reference outputs' }
  readOutputs(reference).outputs.forEach(({ output }, i) => {
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
    ...(await table6()),
  ]
}

/** Table 6 by the variant, from the pinned outputs. */
async function table6(): Promise<Comparison[]> {
  const [read, near, printed] = [mirrorReader(), new Tally(), new Tally()]
  for (const { subject, cells } of await liftTable6.published(read)) {
    const row = await liftTable6.recompute(subject, read)
    for (const { metric, printed: text } of row === null ? [] : cells) {
      const value = row!.measurements.find(({ name }) => name === metric)!.value
      printed.add(`${subject} ${metric}`, text, printedLike(value, text))
      if (metric === 'violation_rate') near.add(subject, true, Math.abs(value - Number(text)) <= 0.12)
    }
  }
  return [
    near.comparison('LIFT, draft', 'violation rates of Table 6, within 0.12 points (one output of 805)'),
    printed.comparison('LIFT, draft', 'violation rates and mean words of Table 6, as printed'),
  ]
}

function gunzipped(file: string): string {
  return gunzipSync(readFileSync(file)).toString('utf8')
}
