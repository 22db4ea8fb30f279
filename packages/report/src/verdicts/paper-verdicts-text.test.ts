import type { JudgedCell, PaperVerdicts } from '@retable/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paperVerdictsText } from './paper-verdicts-text.ts'
import { tierCounts, wordCounts } from './verdict-counts.ts'
import { verdictsTable } from './verdicts-tables.ts'

const cell: JudgedCell = {
  ...{ tier: 'replay', cell: 'table-1/a/x', table: 'Table 1', row: 'A', column: 'X', unit: '%' },
  ...{
    reported: '51.8',
    readFrom: 'full text',
    measured: 51.84,
    measuredUnit: '%',
    standardError: null,
    resolution: null,
    coarse: false,
    verdict: 'exact',
    reason: '',
  },
}
const paper: PaperVerdicts = {
  ...{ paper: 'p', fault: '', title: 'T', authors: 'nobody', arxiv: '1', reported: 9, canReplay: true },
  claims: [],
  replayed: [],
  measured: [],
  check: { paper: 'p', reported: 9, findings: [], differences: [], possibleShares: 0, faults: [] },
  tiers: [{ tier: 'nano', available: true, reason: '' }],
}
const stated = { statement: 's', isOwn: false, explanation: '' }
const recorded = {
  tier: 'nano',
  seeds: 1,
  effect: 0.1,
  low: 0,
  high: 0.2,
  unit: 'fraction',
  pAdjusted: 0.04,
  reason: '',
}

test('whatever words there are, they are counted', () => {
  const words = ['not seen', '__proto__', 'supported', 'not seen', 'reversed in this seed']
  expect(Object.entries(wordCounts(words))).toEqual([
    ['supported', 1],
    ['reversed in this seed', 1],
    ['not seen', 2],
    ['__proto__', 1],
  ])
})

test('a difference is explained where its reason names a cause, and unexplained ones come first', () => {
  const off = { ...cell, verdict: 'deviates', row: 'explained', reason: 'differs by 0.2: rounding' }
  const replayed = [cell, off, { ...off, row: 'open', reason: 'differs by 0.2' }, { ...cell, verdict: 'differs from it', row: 'other', reason: 'differs by 2; the known cause would give 1, and this is another value' }] // prettier-ignore
  const lines = paperVerdictsText({ ...paper, replayed }).split('\n')
  const found = 'Recomputed or looked up, 4 of 9: 1 exact; 1 deviates; 1 differs; 1 deviates, explained'
  expect(lines).toContain(found)
  const at = (row: string) => lines.findIndex((line) => line.endsWith(` Table 1: ${row}, X`))
  expect(at('open')).toBeGreaterThan(0)
  expect(at('open')).toBeLessThan(at('explained'))
  expect(at('other')).toBeLessThan(at('explained'))
  expect(lines).toContain('  … 1 that agrees: ./retable diff results/p/replay')
})

test('a verdict is never cut, with its resolution and in the unit of what was found', () => {
  const reproduced = { ...cell, tier: 'mini', verdict: 'reproduced', resolution: 15.5, coarse: true }
  const other = {
    ...cell,
    tier: 'mini',
    verdict: 'not comparable',
    measured: 1540,
    measuredUnit: 'characters',
  }
  const off = { ...cell, verdict: 'differs from it', reason: 'differs by 0.2: rounding' }
  const text = paperVerdictsText({ ...paper, replayed: [off], measured: [reproduced] })
  expect(text).toContain('  reproduced (would have caught 15.5 points, coarse)  ')
  expect(paperVerdictsText({ ...paper, measured: [other] })).toContain(
    '  1540.0 characters  not comparable  ',
  )
  expect(text).toContain('  differs from it, explained  ')
})

test('each tier has its own verdicts', () => {
  const claims = [
    { ...stated, claim: 'C1', recorded: [{ ...recorded, verdict: 'seen in this seed' }, { ...recorded, tier: 'mini', seeds: 5, verdict: 'supported' }] }, // prettier-ignore
    { ...stated, claim: 'C2', recorded: [] },
    { ...stated, claim: 'A1', isOwn: true, recorded: [{ ...recorded, tier: 'mini', seeds: 5, verdict: 'contradicted' }] }, // prettier-ignore
  ]
  const measured = [{ ...cell, tier: 'mini', verdict: 'reproduced' }]
  expect(tierCounts({ ...paper, claims, measured })).toEqual([
    { tier: 'nano', seeds: 1, claims: { 'seen in this seed': 1 }, ownClaims: {}, cells: {} },
    { tier: 'mini', seeds: 5, claims: { supported: 1 }, ownClaims: { contradicted: 1 }, cells: { reproduced: 1 } }, // prettier-ignore
  ])
  const text = paperVerdictsText({ ...paper, claims, measured })
  expect(text).toMatch(/\n {2}claim {2}nano \(1 seed\) +effect {2}mini \(5 seeds\) +effect {2}statement\n/)
  expect(verdictsTable([{ ...paper, claims, measured }]).rows[0]?.at(-1)).toBe(
    'nano (1 seed), claims: 1 seen in this seed; mini (5 seeds), claims: 1 supported, and 1 of our own (contradicted); cells: 1 reproduced',
  )
  expect(text).toContain('\n2 claims and 1 of our own: nano')
  expect(verdictsTable([{ ...paper, claims, measured }]).rows[0]?.[2]).toEqual({ text: '2 and 1 of our own', data: 2 }) // prettier-ignore
})

test('a paper that cannot be read is a line with the reason', () => {
  const broken = { ...paper, fault: 'no\u001b[2J such file' }
  expect(paperVerdictsText(broken)).toBe('p cannot be read: no\\u001b[2J such file\n')
  expect(verdictsTable([broken]).rows[0]?.at(-1)).toContain('cannot be read')
})

test('however much there is, it fits a screen, and nothing of it moves the cursor', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 })
  const cells = fc.array(fc.record({ row: text, column: text, table: text, unit: text, verdict: text, reported: text }), { maxLength: 30 }) // prettier-ignore
  const many = fc.record({ title: text, claims: fc.array(text, { maxLength: 40 }), replayed: cells, measured: cells, faults: fc.array(text, { maxLength: 30 }), reason: text }) // prettier-ignore
  fc.assert(
    fc.property(many, (made) => {
      const shown = paperVerdictsText({
        ...paper,
        title: made.title,
        claims: made.claims.map((statement, i) => ({ ...stated, claim: `C${i}`, statement, recorded: [{ ...recorded, verdict: statement }] })), // prettier-ignore
        replayed: made.replayed.map((each) => ({ ...cell, ...each, verdict: 'deviates' })),
        measured: made.measured.map((each) => ({ ...cell, ...each, tier: 'mini' })),
        check: { ...paper.check, faults: made.faults },
        tiers: [{ tier: 'mini', available: false, reason: made.reason }],
      })
      const lines = shown.trimEnd().split('\n')
      expect(lines.length).toBeLessThanOrEqual(50)
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(100)
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    }),
    { numRuns: 40 },
  )
})

test('what there is none of is said, and where no cell follows from others nothing can contradict', () => {
  const shown = (of: PaperVerdicts) => verdictsTable([of]).rows[0]!.slice(3)
  const none = { text: 'none', data: '' }
  expect(shown({ ...paper, canReplay: false, tiers: [] })).toEqual([
    none,
    none,
    'none (no cell follows from others)',
    none,
    none,
  ])
  expect(shown({ ...paper, check: { ...paper.check, possibleShares: 1 } })[2]).toBe('none')
})
