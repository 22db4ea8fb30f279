import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Grade, PublishedRow } from '@retable/core'
import { decimalsOf } from '@retable/stats/printed'
import { aggregate } from '../../../measure/aggregate.ts'
import { benchmark } from '../benchmark.ts'
import { itemOf, type PuzzleRow } from '../dataset.ts'
import { parsePuzzle } from '../parse-puzzle.ts'
import { solve } from '../solve.ts'
import { goldText } from '../table.ts'
import { zeroEval } from '../variants/zeroeval.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'

interface CluesRow {
  readonly id: string
  readonly clues: readonly unknown[]
}
interface ScoredRow {
  readonly id: string
  readonly output: string
  readonly parsed: boolean
  readonly correct_cells: number
  readonly total_cells: number
  readonly solved: boolean
  readonly reason_len: number | null
}

/** Every comparison of ZebraLogic with published figures, from the golden data in `golden`. */
export function comparisons(golden: string): Comparison[] {
  const data = path.join(golden, 'reasoning/zebra')
  const puzzles = goldenRows<PuzzleRow>(data, 'puzzles.jsonl.gz')
  const golds = new Map(puzzles.map((row) => [row.id, itemOf(row).gold]))
  return [
    ...fromTextAlone(data, puzzles, golds),
    ...scoredFile({
      source: 'ZeroEval',
      what: 'Llama-3.1-405B-Inst@hyperbolic (16 puzzles)',
      rows: goldenRows(data, 'zeroeval.Meta-Llama-3.1-405B-Instruct@hyperbolic.jsonl.gz'),
      published: publishedRow(path.join(data, 'summary.published.json'), 'Llama-3.1-405B-Inst@hyperbolic'),
      golds,
    }),
    ...scoredFile({
      source: "ZeroEval's program",
      what: '1,000 answers with 15 kinds of damage',
      rows: goldenRows(data, 'synthetic.jsonl.gz'),
      published: publishedRow(path.join(data, 'synthetic.summary.json'), 'synthetic'),
      golds,
    }),
  ]
}

function fromTextAlone(
  data: string,
  puzzles: readonly PuzzleRow[],
  golds: ReadonlyMap<string, string>,
): Comparison[] {
  const clues = new Map(goldenRows<CluesRow>(data, 'clues.jsonl.gz').map((row) => [row.id, row.clues]))
  const [read, solved] = [new Tally(), new Tally()]
  for (const { id, puzzle } of puzzles) {
    const parsed = parsePuzzle(puzzle)
    clues.get(id)?.forEach((clue, i) => read.add(`${id} clue ${i + 1}`, clue, parsed.clues[i]))
    // Two are looked for: one found means that there is no other.
    solved.add(id, [golds.get(id)], solve(parsed, 2).map(goldText))
  }
  return [
    read.comparison('ZebraLogic', 'each clue of the 1,000 puzzles, as read apart from retable'),
    solved.comparison('ZebraLogic', 'each puzzle solved from its text: one solution, equal to the gold'),
  ]
}

interface ScoredFile {
  readonly source: string
  readonly what: string
  readonly rows: readonly ScoredRow[]
  readonly published: PublishedRow
  readonly golds: ReadonlyMap<string, string>
}

function scoredFile({ source, what, rows, published, golds }: ScoredFile): Comparison[] {
  const [items, figures] = [new Tally(), new Tally()]
  const grades = new Map<string, Grade[]>()
  for (const row of rows) {
    const grade = zeroEval.grade(row.output, { gold: golds.get(row.id)! })
    grades.set(row.id, [grade])
    const { correct_cells, cells, reasoning_length = null } = grade.measures!
    items.add(
      row.id,
      [row.parsed, row.correct_cells, row.total_cells, row.solved, row.reason_len],
      [grade.extracted !== null, correct_cells, cells, grade.score === 1, reasoning_length],
    )
  }
  const metrics = new Map(aggregate(grades, zeroEval).map(({ name, value }) => [name, value]))
  for (const { metric, printed, scale } of published.cells) {
    const computed = ((metrics.get(metric) ?? Number.NaN) * scale).toFixed(decimalsOf(printed))
    figures.add(metric, printed, computed)
  }
  return [
    items.comparison(source, `${what}, each: parsed, right cells, cells, solved, reasoning length`),
    figures.comparison(source, `${what}: the eleven figures, as strings`),
  ]
}

function publishedRow(file: string, model: string): PublishedRow {
  const summary: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const rows = JSON.stringify(Array.isArray(summary) ? summary : [summary])
  return benchmark.leaderboards[0]!.parsePublished(rows).find(({ subject }) => subject === model)!
}
