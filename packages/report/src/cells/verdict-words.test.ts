import { expect, test } from 'vitest'
import { besideSummary, diffSummary, type SummedCell } from './diff-summary.ts'
import { verdictWords } from './verdict-words.ts'

test.each([
  ['%', 5.706, false, 'reproduced (would have caught 5.7 points)'],
  ['%', 15.5, true, 'reproduced (would have caught 15.5 points, coarse)'],
  ['of 10', 0.882, false, 'reproduced (would have caught 0.88 points)'],
  ['score', 1.25, true, 'reproduced (would have caught 1.3 points, coarse)'],
  ['points', 2, false, 'reproduced (would have caught 2.0 points)'],
  ['of 200', 45.3, true, 'reproduced (would have caught 45.3 of 200, coarse)'],
  ['characters (unit inferred)', 113.02, false, 'reproduced (would have caught 113 characters)'],
  ['K', 0.171, false, 'reproduced (would have caught 0.17 K)'],
  ['', 0.0512, false, 'reproduced (would have caught 0.051)'],
  ['%', Infinity, true, 'reproduced (would have caught nothing, coarse)'],
])('in "%s", %s', (unit, resolution, coarse, words) => {
  expect(verdictWords({ verdict: 'reproduced', unit, resolution, coarse })).toBe(words)
})

test('any other verdict is its word, and so is one without a resolution', () => {
  for (const verdict of ['inconclusive', 'deviates', 'not comparable', 'exact'])
    expect(verdictWords({ verdict, unit: '%', resolution: 3, coarse: true })).toBe(verdict)
  expect(verdictWords({ verdict: 'reproduced', unit: '%', resolution: null, coarse: false })).toBe(
    'reproduced',
  )
})

test('a summary counts the cells that a verdict was drawn of, and promises only where n is known', () => {
  const cells = (verdict: string, ...from: SummedCell['nFrom'][]) =>
    from.map((nFrom) => ({ verdict, nFrom, hasInterval: true }))
  const all = [
    ...cells('reproduced', 'printed', 'inferred', 'taken'),
    ...cells('inconclusive', 'printed'),
    ...cells('deviates', 'printed', 'taken', 'taken'),
    ...cells('not comparable', 'printed', 'taken', null),
    ...cells('exact', null),
  ]
  const promised = '1 of 4 deviate; at most 5 % are expected by chance, the luck of trainings apart.'
  const others =
    '2 of 3 deviate whose number of reported items is not known: no error rate is promised for them.'
  expect(diffSummary(all)).toEqual([promised, others])
  expect(diffSummary(all.filter(({ nFrom }) => nFrom !== 'taken'))).toEqual([promised])
  expect(diffSummary(all.filter(({ nFrom }) => nFrom === 'taken'))).toEqual([others])
  expect(diffSummary(cells('not comparable', 'printed', null))).toEqual([])
  // Without an interval a cell cannot deviate, and is none of those that could have.
  const open = cells('inconclusive', 'printed').map((cell) => ({ ...cell, hasInterval: false }))
  expect(diffSummary([...open, ...cells('reproduced', 'printed')])).toEqual([
    '0 of 1 deviate; at most 5 % are expected by chance, the luck of trainings apart.',
  ])
})

test('beside a paper the summary says how many cells a given model scores as, of whatever model they are', () => {
  const cell = (verdict: string, nFrom: SummedCell['nFrom'] = 'printed') => ({
    verdict,
    nFrom,
    hasInterval: true,
  })
  const all = [cell('reproduced'), cell('deviates'), cell('inconclusive'), cell('not comparable')]
  const promise = 'From cells of its own model at most 5 % deviate by chance, the luck of trainings apart'
  expect(besideSummary(all)).toEqual([
    `It scores as 1 of 2 cells do, and of 1 more it cannot be said. ${promise}.`,
  ])
  expect(besideSummary([...all, cell('reproduced', 'taken')])).toEqual([
    `It scores as 2 of 3 cells do, and of 1 more it cannot be said. ${promise}; none is promised for 1 whose number of reported items is not known.`,
  ])
  expect(besideSummary([cell('not comparable')])).toEqual([])
  expect(besideSummary([cell('inconclusive')])).toEqual([
    'Of 1 cell it cannot be said whether it scores as that does.',
  ])
})
