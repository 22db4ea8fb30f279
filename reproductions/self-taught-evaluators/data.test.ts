import { readFileSync } from 'node:fs'
import type { Relation, ReportedCell } from '@retable/core'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { reproduction } from './reproduction.ts'

const { claims, relations = [] } = reproduction
const ids = parse<ReportedCell>(readFileSync(new URL('reported.csv', import.meta.url)), {
  columns: true,
}).map(({ cell }) => cell)

test('each reported cell and each claim has an id of its own', () => {
  expect(repeated(ids)).toEqual([])
  expect(repeated(claims.map(({ id }) => id))).toEqual([])
})

test('claims and relations rest on cells that are reported', () => {
  const used = [...claims.flatMap(({ cells }) => cells), ...relations.flatMap(cellsOf)]
  expect(used.filter((cell) => !ids.includes(cell))).toEqual([])
})

function repeated(texts: readonly string[]): string[] {
  return texts.filter((text, i) => texts.indexOf(text) !== i)
}

function cellsOf(relation: Relation): readonly string[] {
  switch (relation.kind) {
    case 'sum':
      return [...relation.parts, relation.total]
    case 'mean':
      return [...relation.parts, relation.mean]
    case 'difference':
      return [relation.from, relation.to, relation.difference]
    case 'harmonic mean':
      return [relation.precision, relation.recall, relation.harmonic]
    case 'same':
    case 'rising':
      return relation.cells
  }
}
