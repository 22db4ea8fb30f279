import type { Finding, PaperCheck, ReportedCell } from '@retable/core'
import { expect, test } from 'vitest'
import { checkCounts } from './check-counts.ts'
import { contradictionList, contradictionSummary } from './contradictions-markdown.ts'

const cell: ReportedCell = {
  cell: 'table-1/a/x',
  version: 'arXiv v1',
  table: 'Table 1',
  row: 'A_1',
  column: 'X',
  metric: 'accuracy',
  value: '51.8',
  unit: '%',
  n: '',
  setting: '',
  read_from: 'full text',
  source: 'a test',
}
const retold: ReportedCell = { ...cell, value: '51.9', read_from: 'digest' }
const finding: Finding = {
  outcome: 'known',
  kind: 'same',
  statement: 'one number is printed as 51.8 and 51.9',
  source: 'both tell of one run.',
  known: 'a slip',
  cells: [cell, retold],
}
const check: PaperCheck = {
  paper: 'p',
  reported: 2,
  findings: [
    { ...finding, outcome: 'holds' },
    finding,
    { ...finding, cells: [cell, cell], outcome: 'vanished' },
  ],
  differences: [{ between: 'v1 and v2', what: 'α is 1 here, 2 there', source: 'section 3', cells: [retold] }],
  possibleShares: 0,
  faults: ['no n'],
}

test('a contradiction is listed with its cells, and told as between sources where it is', () => {
  expect(contradictionList(check).split('\n')).toEqual([
    '- **same**, known, between versions or sources: one number is printed as 51.8 and 51.9. Both tell of one run. A slip.',
    '  - 51.8 % (Table 1: A\\_1, X; arXiv v1)',
    '  - 51.9† % (Table 1: A\\_1, X; arXiv v1, second hand (digest))',
    '- **same**, said to be broken, and holds: one number is printed as 51.8 and 51.9. Both tell of one run. A slip.',
    '  - 51.8 % (Table 1: A\\_1, X; arXiv v1)',
    '  - 51.8 % (Table 1: A\\_1, X; arXiv v1)',
    '- **difference**, between v1 and v2†: α is 1 here, 2 there. Section 3.',
    '  - 51.9† % (Table 1: A\\_1, X; arXiv v1, second hand (digest))',
    '- **fault**: no n.',
    '',
  ])
  expect(checkCounts(check)).toMatchObject({ holds: 1, known: 1, knownBetweenSources: 1, vanished: 1 })
})

test('contradictions of one source and cause are one item, with the first four', () => {
  const five = Array.from({ length: 5 }, (_, i) => ({ ...finding, statement: `it is ${i}`, cells: [cell] }))
  const told = [0, 1, 2, 3].map((i) => `it is ${i} (A\\_1, X)`).join('; ')
  expect(contradictionSummary(five)).toBe(
    `- **same**, known, 5 times: ${told}; …. Both tell of one run. A slip.\n`,
  )
})
