import { expect, test } from 'vitest'
import { beside, close, expectRow, mean, one, oneSeed, right, seed } from './testing-cells.ts'

// Intervals and resolutions of the next four: two independent programs, the beta intervals as statsmodels has them.
test('a share on as many items as the paper’s is reproduced, and says what it would have caught', () => {
  expectRow(one({}, right(683, 1319)), {
    // 683 / 1319 and √(p (1 − p) / 1318), in per cent; by Python.
    ...{ measured: close(51.781653), measuredUnit: '%', standardError: close(1.376374), n: 1319 },
    interval: { low: close(-3.931891), high: close(3.895255) },
    ...{
      reportedN: { n: 1319, from: 'printed' },
      verdict: 'reproduced',
      resolution: close(5.706, 3),
      coarse: false,
    },
    reason: `the interval holds 0, on 1319 items, no fewer than the reported number’s; reported on 1319 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('a share on fewer items, and further off than its margin, is inconclusive', () => {
  expectRow(one({ value: '55.0', n: '1000' }, right(60, 100)), {
    ...{ measured: close(60), measuredUnit: '%', standardError: close(100 * Math.sqrt(0.24 / 99)), n: 100 },
    interval: { low: close(-5.790659), high: close(15.218871) },
    ...{
      reportedN: { n: 1000, from: 'printed' },
      verdict: 'inconclusive',
      resolution: close(15.519, 3),
      coarse: true,
    },
    reason: `the interval holds 0, but is wider than ± 2 on 100 items, fewer than the reported number’s; reported on 1000 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('none of a hundred right says what a hundred can, and no error of 0', () => {
  expectRow(one({ value: '1.0', n: '1000' }, right(0, 100)), {
    ...{ measured: 0, measuredUnit: '%', standardError: 0, n: 100 },
    interval: { low: close(-1.881324), high: close(2.708731) },
    ...{
      reportedN: { n: 1000, from: 'printed' },
      verdict: 'inconclusive',
      resolution: close(7.227, 3),
      coarse: false,
    },
    reason: `the interval holds 0, but is wider than ± 2 on 100 items, fewer than the reported number’s; reported on 1000 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('near 100 the interval is not alike on both sides', () => {
  expectRow(one({ value: '97.5', n: '200' }, right(198, 200)), {
    ...{
      measured: close(99),
      measuredUnit: '%',
      standardError: close(100 * Math.sqrt(0.0099 / 199)),
      n: 200,
    },
    interval: { low: close(-1.618452), high: close(4.904555) },
    ...{
      reportedN: { n: 200, from: 'printed' },
      verdict: 'reproduced',
      resolution: close(7.149, 3),
      coarse: false,
    },
    reason: `the interval holds 0, on 200 items, no fewer than the reported number’s; reported on 200 items (printed); ${oneSeed}`,
    ...{ differences: [], assumptions: [] },
  })
})

test('a share that is off deviates, in the direction in which it is', () => {
  // 610 of 1,319 are 46.247 %: 5.553 points below. By 683 of 1,319 above, either side is about 3.9 wide.
  const below = one({}, right(610, 1319))
  expect(below).toMatchObject({
    verdict: 'deviates',
    interval: { low: close(-9.45, 1), high: close(-1.62, 1) },
  })
  expect(below.reason).toBe(`the interval leaves out 0; reported on 1319 items (printed); ${oneSeed}`)
  const above = one({ value: '46.2' }, right(683, 1319))
  expect(above).toMatchObject({
    verdict: 'deviates',
    interval: { low: close(1.66, 1), high: close(9.48, 1) },
  })
})

test('fewer items are enough within the margin', () => {
  // Half the items: the half-width of a share of 2 % on 5,000 and 10,000 is about √(.39² + .28²) points.
  const row = one({ value: '2.0', n: '10000' }, right(100, 5000))
  expect(row).toMatchObject({
    verdict: 'reproduced',
    n: 5000,
    reportedN: { n: 10000, from: 'printed' },
    coarse: false,
  })
  expect(row.reason).toMatch(/^the interval holds 0, and its half-width is within 2; /)
})

test('a length is approximate, and the reported one spreads as the measured', () => {
  // 1,000 characters of 100 items that spread by 40 = 4 √100, beside 1,010 of 400: 40 / √400 = 2. With Student's 97.5 %
  // points on 99 and 399 degrees (scipy): √((4 · 1.984217)² + (2 · 1.965927)²) = 8.857390, and half a digit.
  expectRow(one({ value: '1010', unit: 'chars', n: '400' }, mean(1000, 4, 100, 'characters')), {
    ...{ measured: 1000, measuredUnit: 'chars', standardError: 4, n: 100 },
    interval: { low: close(-19.35739), high: close(-0.64261) },
    ...{ reportedN: { n: 400, from: 'printed' }, verdict: 'deviates' },
    // 8.857390 + .92 √(4² + 2²) + .5.
    ...{ resolution: close(13.471755), coarse: false },
    reason: `the interval leaves out 0; reported on 400 items (printed); ${oneSeed}; approximate: Student’s t over items`,
    ...{ differences: [], assumptions: [] },
  })
})

test('a rating has ten points: its margin is 0.2 and coarse is above 1', () => {
  // .21 of 80 questions on either side; Student's 97.5 % point on 79 degrees (scipy): 1.990450 · .21 · √2 = .591134;
  // the resolution is that, half a digit and .92 · .21 · √2.
  const named = [{ benchmark: 'mt-bench', part: 'all', items: 80, where: { metric: /^MT-Bench score$/ } }]
  const reported = { value: '7.5', unit: 'of 10', n: '', metric: 'MT-Bench score' }
  expectRow(one(reported, mean(7.6, 0.21, 80, 'points'), { named }), {
    ...{ measured: 7.6, measuredUnit: 'of 10', standardError: 0.21, n: 80 },
    interval: { low: close(-0.541134), high: close(0.741134) },
    ...{
      reportedN: { n: 80, from: 'inferred' },
      verdict: 'reproduced',
      resolution: close(0.91436),
      coarse: false,
    },
    reason: `the interval holds 0, on 80 items, no fewer than the reported number’s; reported on 80 items (inferred); ${oneSeed}; approximate: Student’s t over items`,
    ...{ differences: [], assumptions: [] },
  })
  expect(one(reported, mean(7.6, 0.28, 80, 'points'), { named })).toMatchObject({
    verdict: 'reproduced',
    coarse: true,
  })
  expect(one(reported, mean(7.6, 0.21, 79, 'points'), { named }).verdict).toBe('inconclusive')
  expect(one(reported, mean(7.5, 0.05, 79, 'points'), { named }).verdict).toBe('reproduced')
})

test('over seeds it is the mean, with Student’s t over them; items are those of one seed', () => {
  const seeds = [0.7, 0.72, 0.74, 0.76, 0.78].map((share, i) => {
    const n = 1400 + 100 * i
    return seed(i + 1, right(share * n, n))
  })
  // Standard error √(.001 / 5); 2.776445 on 4 degrees, the normal point would give −4.66 to 2.74; Clopper-Pearson of 75 %
  // on 1,319: 72.571144 to 77.316923 (scipy). Resolution: the longer side, 4.666995, and .940965 √(1.414214² + 1.192301²).
  expectRow(beside({ value: '75.0' }, seeds), {
    ...{ measured: close(74), measuredUnit: '%', standardError: close(1.414214), n: 1400 },
    interval: { low: close(-5.609104), high: close(3.666995) },
    ...{
      reportedN: { n: 1319, from: 'printed' },
      verdict: 'reproduced',
      resolution: close(6.40756, 4),
      coarse: false,
    },
    reason:
      'the interval holds 0, on 1400 items, no fewer than the reported number’s; reported on 1319 items (printed); mean of 5 seeds, with the spread between them; that of the reported number is not in the interval',
    ...{ differences: [], assumptions: [] },
  })
})

test('seeds that agree to the last digit have the error of their items', () => {
  const row = beside({}, [seed(1, right(683, 1319)), seed(2, right(683, 1319))])
  expect(row.interval).toEqual({ low: close(-3.931891), high: close(3.895255) })
  expect(row.reason).toContain('mean of 2 seeds')
})

test('the level is 5 %: one right answer more or less decides at its end', () => {
  // The upper ends are −.0415 and .0343 (scipy); at 10 % both would deviate, at 1 % neither.
  expect(one({}, right(631, 1319))).toMatchObject({
    verdict: 'deviates',
    interval: { high: close(-0.041476) },
  })
  expect(one({}, right(632, 1319))).toMatchObject({
    verdict: 'reproduced',
    interval: { high: close(0.034342) },
  })
})

test('where nobody knows on how many items a number rests, the line says so', () => {
  const row = one({ n: '' }, right(683, 1319))
  expect(row).toMatchObject({ reportedN: { n: 1319, from: 'taken' }, verdict: 'reproduced' })
  expect(row.reason).toContain(
    'how many items the reported number rests on is not known: taken to be 1319, and no error rate is promised',
  )
})

test('items in clusters tell less, on both sides', () => {
  const clustered = { ...right(683, 1319), standardError: right(683, 1319).standardError! * Math.SQRT2 }
  const [row, half] = [one({}, clustered), one({ n: String(1319 / 2) }, right(683 / 2, 1319 / 2))]
  expect(row.interval).toEqual({ low: close(half.interval!.low), high: close(half.interval!.high) })
  expect([row.n, row.verdict]).toEqual([1319, 'reproduced'])
})

test('what has no standard error, or none that is above 0, is inconclusive', () => {
  for (const measurement of [mean(1000, null, 1, 'characters'), mean(1000, 0, 50, 'characters')]) {
    expect(one({ value: '1000', unit: 'chars', n: '400' }, measurement)).toMatchObject({
      ...{ verdict: 'inconclusive', interval: null, resolution: null, coarse: false },
      reason: 'nothing says how far chance carries what was measured: it has no standard error',
    })
  }
})

test('lengths and counts have 5 % of the reported number as margin, and are coarse above 25 %', () => {
  // On fewer items than the 400: half-widths of 53.6 and 44.8 (scipy), about the margin of 50.
  const of = (standardError: number, value = '1000') =>
    one({ value, unit: 'chars', n: '400' }, mean(1000, standardError, 100, 'characters'))
  expect([of(24).verdict, of(20).verdict]).toEqual(['inconclusive', 'reproduced'])
  // With .92 √(77² + 38.5²) and with 76 and 38 beyond the half-widths (scipy): 250.2 and 247.0; coarse is above 250.
  expect([of(77).coarse, of(76).coarse]).toEqual([true, false])
})

test('over seeds a length’s reported number spreads as the items of the seeds do', () => {
  // Seeds 990, 1000, 1010: 10 / √3 on 2 degrees, t 4.302653; items √(mean of 30², 40², 50² each · 100) = 408.248, on 400
  // reported ones 20.41241, t on 399 degrees 1.965927: √(24.8414² + 40.1293²) = 47.1959 (scipy), and half a digit.
  const lengths = [990, 1000, 1010].map((value, i) => seed(i, mean(value, 30 + 10 * i, 100, 'characters')))
  const row = beside({ value: '1000', unit: 'chars', n: '400' }, lengths)
  expect(row).toMatchObject({
    ...{ measured: 1000, standardError: close(10 / Math.sqrt(3)), verdict: 'reproduced', n: 100 },
    interval: { low: close(-47.6959, 3), high: close(47.6959, 3) },
  })
  const unknown = beside(
    { value: '1000', unit: 'chars', n: '400' },
    [990, 1000, 1010].map((value, i) => seed(i, mean(value, null, 100, 'characters'))),
  )
  // 24.8414 and half a digit.
  expect(unknown.interval).toEqual({ low: close(-25.3414, 3), high: close(25.3414, 3) })
  expect(unknown.reason).toMatch(/; the reported number’s own error is not known and left out$/)
})

test('a mean’s reported number on one item has no spread: it stands as it is, and the reason says so', () => {
  const row = one({ value: '1000', unit: 'chars', n: '1' }, mean(1000, 20, 100, 'characters'))
  // 20 times the .975 point of Student's t on 99 degrees, 1.984217, and half a digit.
  expect(row.interval).toEqual({ low: close(-40.18434, 4), high: close(40.18434, 4) })
  expect(row.reason).toMatch(
    /; the reported number’s own error is not known and left out; approximate: Student’s t over items$/,
  )
})

test('it is the measurement of the setting and metric that the cell is mapped to', () => {
  const [measured, other] = [right(683, 1319), right(1, 1319)]
  const settings = ['before', 's', 'after'].map((setting) => ({
    ...{ setting, variant: null, units: {}, scores: [], benchmark: null },
    measurements: [{ ...other, name: 'no_answer' }, setting === 's' ? measured : other],
  }))
  expect(beside({}, [{ seed: 1, settings }])).toMatchObject({ measured: close(51.781653) })
  // The evaluation and further measurements of a setting stand apart; a seed counts once.
  const twice = [settings[1]!, settings[1]!]
  expect(beside({}, [{ seed: 1, settings: twice }]).reason).toContain('; one seed: ')
})
