import { readFileSync } from 'node:fs'
import type { Relation, ReportedCell } from '@retable/core'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { reproduction } from './reproduction.ts'

const { claims, relations = [] } = reproduction
const text = readFileSync(new URL('reported.csv', import.meta.url), 'utf8')
const ids = parse<ReportedCell>(text, { columns: true }).map(({ cell }) => cell)

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

it('names every cell and every claim once', () => {
  const claimIds = claims.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)])
  expect(claimIds).toEqual([...new Set(claimIds)])
})

it('rests its claims and relations on cells that exist', () => {
  const named = [...claims.flatMap(({ cells }) => cells), ...relations.flatMap(cellsOf)]
  expect(named.filter((cell) => !ids.includes(cell))).toEqual([])
})
