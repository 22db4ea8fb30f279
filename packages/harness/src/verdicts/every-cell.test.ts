import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseReported } from '@retable/core/reported'
import { expect, test } from 'vitest'
import { unitOf } from './cell-unit.ts'
import { itemsNamedBy, namedItems, reportedN } from './reported-items.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
const named = await namedItems()
const cells = globSync('reproductions/*/reported.csv', { cwd: root }).flatMap((file) =>
  parseReported(readFileSync(path.join(root, file), 'utf8')),
)

test('each unit of every paper is mapped', () => {
  const spellings = new Set(cells.map(({ unit }) => unit))
  expect([...spellings].filter((spelling) => unitOf(spelling) === undefined)).toEqual([])
  // Counted in the files: a new spelling has to be looked at.
  expect(spellings.size).toBe(22)
})

test.each([
  ['%', { unit: { kind: 'share', whole: 100 } }],
  ['of 200', { unit: { kind: 'share', whole: 200 }, n: 200 }],
  ['of 18', { unit: { kind: 'share', whole: 18 }, n: 18 }],
  ['of 10', { unit: { kind: 'rating', most: 10 } }],
  ['of 5', { unit: { kind: 'rating', most: 5 } }],
  ['score', { unit: { kind: 'rating', most: 10 } }],
  ['K', { unit: { kind: 'count', of: 'things', each: 1000 } }],
  ['pairs', { unit: { kind: 'count', of: 'pairs', each: 1 } }],
  ['chars', { unit: { kind: 'length', of: 'characters' } }],
  ['words', { unit: { kind: 'length', of: 'words' } }],
  ['points', { unit: { kind: 'percentage points' } }],
  ['', { unit: { kind: 'bare' } }],
])('"%s" means what it says', (spelling, meaning) => {
  expect(unitOf(spelling)).toEqual(meaning)
})

test('an inferred unit is an assumption', () => {
  for (const spelling of [
    'characters (unit inferred)',
    'chars (digest says tokens; unit not stated in table)',
  ]) {
    expect(unitOf(spelling)).toMatchObject({ unit: { kind: 'length', of: 'characters' } })
    expect(unitOf(spelling)?.assumption).toContain('taken to be characters')
  }
})

test.each(['of 7', 'of 0', 'of 1e3', 'of -200', 'of 20 %', 'percent?', '__proto__', 'constructor'])(
  '"%s" is no unit that is known',
  (spelling) => {
    expect(unitOf(spelling)).toBeUndefined()
  },
)

test('where a cell prints its n, the benchmark that it names says the same', () => {
  const printed = cells.filter(({ n }) => n !== '')
  const compared = printed.flatMap((cell) => {
    const items = itemsNamedBy(cell, named)?.items
    return items === undefined ? [] : { cell: cell.cell, n: Number(cell.n), items }
  })
  expect(compared.length).toBeGreaterThan(300)
  expect(compared.filter(({ n, items }) => n !== items)).toEqual([])
})

test('so many cells without an n have one inferred, by benchmark', () => {
  const without = cells.filter(({ n }) => n === '')
  const found = without.map((cell) => {
    const { from, n } = reportedN(cell, {
      unitN: unitOf(cell.unit)?.n ?? null,
      named: itemsNamedBy(cell, named),
      measuredN: 1,
    })
    return { cell, from, n, benchmark: itemsNamedBy(cell, named)?.benchmark }
  })
  const inferred = found.filter(({ from }) => from === 'inferred')
  const counts = [...Map.groupBy(inferred, ({ benchmark }) => benchmark)].map(([id, those]) => [
    id,
    those.length,
  ])
  // Counted table by table in reported.csv: a change has to be looked at cell by cell.
  expect(Object.fromEntries(counts)).toEqual({
    ...{ 'alpaca-eval': 166, 'alpaca-eval-li': 64, arc: 5, 'arena-hard': 29, 'auto-j': 203 },
    ...{ gsm8k: 32, math: 13, 'mt-bench': 88, 'reward-bench': 82, 'zebra-logic': 9 },
  })
  // `of 200`, `of 188`, `of 44`, `of 32` twice each, `of 18` once.
  expect([without.length, found.filter(({ from }) => from === 'printed').length]).toEqual([1199, 9])
})

test.each([
  ['meta-rewarding', 'table-1/llama-3-8b-instruct-seed/lc-win-rate', 805],
  ['meta-rewarding', 'table-2/llama-3-8b-instruct-seed/score', 500],
  ['meta-rewarding', 'table-2/llama-3-8b-instruct-seed/95pct-ci-low', undefined],
  ['self-taught-evaluators', 'table-1/llama-3-70b-instruct-seed/overall', 2985],
  ['self-taught-evaluators', 'table-1/llama-3-70b-instruct-seed/chat-hard', 456],
  ['scpo', 'table-1/seed-model-m0-zero-shot/test-acc-greedy', 1319],
])('%s, %s rests on %s items', (paper, id, items) => {
  const own = parseReported(readFileSync(path.join(root, 'reproductions', paper, 'reported.csv'), 'utf8'))
  const cell = own.find((each) => each.cell === id)
  expect(cell, 'the cell exists').toBeDefined()
  expect(itemsNamedBy(cell!, named)?.items).toBe(items)
})
