import type { DiffRow, ScoreManifest } from '@retable/core'
import { expect, test } from 'vitest'
import { besidePaper } from './beside-paper.ts'
import { cellOf, evaluated, evaluationOf, paperOf, right } from './testing-evals.ts'

const greedy = cellOf('t/greedy/x', '55.6')
const better = cellOf('t/better/x', '73.1')
const voted = cellOf('t/voted/x', '70.7')
const votes = {
  samples: { value: 32, source: 'stated §2' },
  temperature: { value: 0.8, source: 'stated §2' },
}
const paper = paperOf(
  [greedy, better, voted],
  [
    evaluationOf({ 't/greedy/x': 'accuracy', 't/better/x': 'accuracy' }),
    evaluationOf({ 't/voted/x': 'maj@32' }, votes),
  ],
)
const byCell = (rows: readonly DiffRow[]) => new Map(rows.map((row) => [row.reported.cell, row]))
const only = async (...[record, of = paper]: [Parameters<typeof besidePaper>[0], typeof paper?]) =>
  (await besidePaper(record, of))[0]!

// Intervals: scipy's beta quantiles of 733 of 1,319 and of what is reported, squares added, and half a last digit.
test('the same score is reproduced, another row’s deviates, and a majority stands beside no single answers', async () => {
  const rows = byCell(await besidePaper(evaluated([right(733, 1319)]), paper))
  const same = rows.get('t/greedy/x')!
  expect(same).toMatchObject({ verdict: 'reproduced', n: 1319, differences: [] })
  expect(same.measured).toBeCloseTo(55.572, 3)
  expect([same.interval!.low, same.interval!.high]).toEqual([
    expect.closeTo(-3.9198, 3),
    expect.closeTo(3.8647, 3),
  ])
  expect(same.reason).toContain('of one given model: it says nothing of the spread between trainings')
  const other = rows.get('t/better/x')!
  expect(other.verdict).toBe('deviates')
  expect([other.interval!.low, other.interval!.high]).toEqual([
    expect.closeTo(-21.1972, 3),
    expect.closeTo(-13.8077, 3),
  ])
  expect(rows.get('t/voted/x')).toMatchObject({
    verdict: 'not comparable',
    differences: [
      'decoding: temperature 0, and the paper’s is 0.8 (stated §2)',
      'answers: single answers, and the paper’s is a majority of 32',
    ],
  })
})

test('what the paper leaves open is listed and decides nothing', async () => {
  const row = await only(evaluated([right(733, 1319)]))
  expect(row.assumptions).toEqual([
    'wording of the prompt: retable’s own (p, own wording)',
    'route: chat',
    'most tokens: 2048 (taken for the paper: 512)',
  ])
})

test('where more than a tenth of the answers was cut no verdict is drawn, unless the paper states that limit', async () => {
  const cut = (answers: number) => evaluated([right(733, 1319)], { result: { cut: { answers, of: 1319 } } })
  const row = await only(cut(550))
  expect(row.verdict).toBe('not comparable')
  expect(row.differences).toEqual([
    'doubt: 41.7 % of the answers were cut short, and nothing tells that the paper’s were',
  ])
  expect((await only(cut(131))).differences).toEqual([])
  const stated = (value: number) => ({ maxTokens: { value, source: 'stated §2' } })
  const like = (value: number) =>
    paperOf([greedy], [evaluationOf({ 't/greedy/x': 'accuracy' }, stated(value))])
  expect((await only(cut(550), like(2048))).differences).toEqual([])
  expect((await only(cut(550), like(512))).differences).toHaveLength(2)
})

test('how votes are counted is no assumption of single answers', async () => {
  const open = [{ name: 'majority', value: 'ties go to the first', source: 'assumed' }]
  const of = paperOf(
    [greedy, voted],
    [evaluationOf({ 't/greedy/x': 'accuracy', 't/voted/x': 'maj@2' }, { open })],
  )
  const rows = byCell(await besidePaper(evaluated([right(733, 1319), right(733, 1319, 'maj@2')]), of))
  const hasRule = (cell: string) => rows.get(cell)!.assumptions.some((each) => each.startsWith('majority: '))
  expect([hasRule('t/greedy/x'), hasRule('t/voted/x')]).toEqual([false, true])
})

test('further fields of the requests are listed, whatever they do', async () => {
  const row = await only(evaluated([right(733, 1319)], { extraBody: { top_k: 20, min_p: 0.1 } }))
  expect(row.assumptions).toContain('further fields of each request: {"top_k":20,"min_p":0.1}')
})

test('of likelihoods nothing is drawn, and no decoding is told of', async () => {
  const prompt = { value: 'lm-eval', source: 'stated §1' }
  const likely = paperOf([greedy], [evaluationOf({ 't/greedy/x': 'accuracy' }, { prompt })])
  const asked = { id: 'lm-eval', source: 'p', asksLikelihoods: true } as const
  const row = await only(evaluated([right(733, 1319)], { prompt: asked, temperature: 1 }), likely)
  expect(row).toMatchObject({ verdict: 'reproduced', differences: [] })
  // Taken for the paper is a chat; likelihoods are of plain text.
  expect(row.assumptions).toEqual(['route: completions (taken for the paper: chat)'])
})

test('a majority of as many stands beside a majority, from as many answers or more', async () => {
  const drawn = [right(700, 1319), right(800, 1319, 'maj@16'), right(933, 1319, 'maj@32')]
  for (const samples of [32, 64]) {
    const row = byCell(await besidePaper(evaluated(drawn, { temperature: 0.8, samples }), paper)).get(
      't/voted/x',
    )!
    expect(row).toMatchObject({ verdict: 'reproduced', differences: [] })
    expect(row.measured).toBeCloseTo((100 * 933) / 1319, 6)
  }
  const fewer = [right(700, 1319), right(750, 1319, 'maj@4'), right(800, 1319, 'maj@16')]
  const row = byCell(await besidePaper(evaluated(fewer, { temperature: 0.8 }), paper)).get('t/voted/x')!
  expect(row).toMatchObject({ verdict: 'not comparable' })
  expect(row.reason).toBe('answers: a majority of 16, and the paper’s is a majority of 32')
  expect(row.measured).toBeCloseTo((100 * 800) / 1319, 6)
})

// Scipy again: 120 of 200 beside 55.6.
test('fewer items are said, and are too few for more than "inconclusive"', async () => {
  const row = await only(evaluated([right(120, 200)]))
  expect(row).toMatchObject({ verdict: 'inconclusive', n: 200 })
  expect([row.interval!.low, row.interval!.high]).toEqual([
    expect.closeTo(-3.291, 3),
    expect.closeTo(11.8194, 3),
  ])
  expect(row.assumptions).toContain('items: the first 200 of 1,319, taken to be as hard as all of them')
})

test.each([
  [
    { prompt: { id: 'lm-eval-5-shot' } },
    'prompt: lm-eval-5-shot, and the paper’s is zero-shot-cot (stated §1)',
  ],
  [{ variant: 'lenient' }, 'extraction: lenient, and the paper’s is final-answer (stated §1)'],
  [{ temperature: 0.8 }, 'decoding: temperature 0.8, and the paper’s is 0 (stated §1)'],
  [{ version: '0' }, 'benchmark version: 0, and 1 is what stands for the paper’s'],
  [
    { result: { variant: { id: 'final-answer', version: '1' } } },
    'extraction: version 1, and 2 is what stands for the paper’s',
  ],
  [{ result: { doubts: ['12.0 % of the answers failed'] } }, 'doubt: 12.0 % of the answers failed'],
  [{ result: { lost: { rows: 14, of: 1319 } } }, 'doubt: 14 of 1,319 rows could not be scored'],
])('%j makes a cell not comparable, and is the reason', async (more, reason) => {
  const row = await only(evaluated([right(733, 1319)], more))
  expect(row).toMatchObject({ verdict: 'not comparable', differences: [reason], reason })
})

test('a row whose way of asking is none here is never comparable', async () => {
  const unlike = paperOf(
    [greedy],
    [evaluationOf({ 't/greedy/x': 'accuracy' }, { unlike: 'it thinks first' })],
  )
  expect(await only(evaluated([right(733, 1319)]), unlike)).toMatchObject({
    verdict: 'not comparable',
    reason: 'method: it thinks first',
  })
})

test('without a word of the package the cell’s own texts count, and the rest is not known', async () => {
  const setting = '8-shot CoT; maj@4, T=0.7'
  const printed = paperOf([cellOf('t/a/x', '55.6', { setting }), cellOf('t/b/x', '55.6')])
  const [a, b] = await besidePaper(evaluated([right(733, 1319)]), printed)
  expect(a!.differences).toEqual([
    'prompt: worked examples 0, and the paper’s is 8 (stated beside the cell)',
    'decoding: temperature 0, and the paper’s is 0.7 (stated beside the cell)',
    'answers: single answers, and the paper’s is a majority of 4',
  ])
  expect(b).toMatchObject({ verdict: 'reproduced', differences: [] })
  expect(b!.assumptions).toContain('prompt: zero-shot-cot (the paper’s is not known here)')
  expect(b!.assumptions).toContain('extraction: final-answer (the paper’s is not known here)')
})

test('of a file that was scored under several variants, the paper’s stands beside its cells', async () => {
  const { results } = evaluated([right(733, 1319)])
  const setting = results[0]!.settings[0]!
  const manifest: ScoreManifest = {
    ...{ kind: 'score', benchmark: { id: 'gsm8k', version: '1' }, variants: [] },
    input: { name: 'out.jsonl', sha256: 's', format: 'jsonl' },
  }
  const lenient = {
    ...{ ...setting, setting: 'lenient', measurements: [right(900, 1319)] },
    variant: { id: 'lenient', version: '1' },
  }
  const settings = [lenient, { ...setting, setting: 'final-answer' }]
  const row = await only({ manifest, results: [{ seed: null, settings }], diff: [], claims: [] })
  expect(row).toMatchObject({ verdict: 'reproduced', differences: [] })
  expect(row.assumptions).toContain('temperature: not known of these outputs, the paper’s is 0 (stated §1)')
})

test('among settings that nothing known sets apart, the one stands that is taken for the paper', async () => {
  const variant = { value: 'lenient', source: 'assumed' }
  const open = paperOf([greedy], [evaluationOf({ 't/greedy/x': 'accuracy' }, { variant })])
  const record = evaluated([right(700, 1319)])
  const first = record.results[0]!.settings[0]!
  const second = {
    ...{ ...first, setting: 'lenient', variant: { id: 'lenient', version: '1' } },
    measurements: [right(733, 1319)],
  }
  const manifest = { ...record.manifest, benchmarks: Array(2).fill(record.manifest.benchmarks[0]!) }
  const row = await only({ ...record, manifest, results: [{ seed: null, settings: [first, second] }] }, open)
  expect(row.measured).toBeCloseTo((100 * 733) / 1319, 6)
})

test('a cell whose metric was not measured is told, and not left out', async () => {
  const parts = { 't/greedy/x': 'accuracy', 't/better/x': 'easy_accuracy' }
  const rows = await besidePaper(
    evaluated([right(733, 1319)]),
    paperOf([greedy, better], [evaluationOf(parts)]),
  )
  expect(rows.map(({ verdict }) => verdict)).toEqual(['reproduced', 'not comparable'])
  expect(rows[1]).toMatchObject({
    measured: NaN,
    n: 0,
    interval: null,
    reason: 'not measured: easy accuracy',
  })
})

test('a doubt of the answers does not bring a setting that was asked in another way beside a cell', async () => {
  const record = evaluated([right(700, 1319)])
  const first = record.results[0]!.settings[0]!
  const drawn = { ...first, setting: 'drawn', doubts: ['the server does not draw'] }
  const [asked] = record.manifest.benchmarks
  const drawing = { samples: 32, sampling: { temperature: 0.8, topP: 1, maxTokens: 2048 }, seed: 0 }
  const manifest = { ...record.manifest, benchmarks: [asked!, { ...asked!, drawing }] }
  const rows = await besidePaper(
    { ...record, manifest, results: [{ seed: null, settings: [first, drawn] }] },
    paper,
  )
  expect(byCell(rows).get('t/voted/x')!.differences).toEqual([
    'doubt: the server does not draw',
    'answers: single answers, and the paper’s is a majority of 32',
  ])
})

test('a row takes its own cells alone; a benchmark that the paper does not report is told', async () => {
  const row = { ...paper, row: 't/voted' }
  expect(
    (await besidePaper(evaluated([right(733, 1319)]), row)).map(({ reported }) => reported.cell),
  ).toEqual(['t/voted/x'])
  const math = paperOf([cellOf('t/a/x', '12.5', { metric: 'MATH accuracy' })])
  await expect(besidePaper(evaluated([right(733, 1319)]), math)).rejects.toThrow(
    'p reports nothing that is told to be of gsm8k; it has cells of math',
  )
})
