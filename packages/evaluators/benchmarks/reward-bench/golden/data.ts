import { readFileSync } from 'node:fs'
import path from 'node:path'
import { csvCells } from '../../../judgements/csv-rows.ts'
import { rewardBenchScore } from '../score.ts'
import type { SubsetResult } from '../score.ts'
import { current } from '../weighting.ts'

/** What sections and the score are called in the golden data. */
export const expectedName = {
  chat: 'Chat',
  chat_hard: 'Chat Hard',
  safety: 'Safety',
  reasoning: 'Reasoning',
  score: 'mean4',
}

/** Figures by today's rule, by name. */
export function valuesOf(results: ReadonlyMap<string, SubsetResult>): Map<string, number> {
  return new Map(rewardBenchScore(results, current).map(({ name, value }) => [name, value]))
}

/** Item to subset. */
export function subsetsIn(data: string): Map<string, string> {
  const [, ...rows] = csvCells(readFileSync(path.join(data, 'item_subset.csv'), 'utf8'))
  return new Map(rows as [string, string][])
}

/** A JSON file. */
export function json<T>(...file: readonly string[]): T {
  return JSON.parse(readFileSync(path.join(...file), 'utf8')) as T
}
