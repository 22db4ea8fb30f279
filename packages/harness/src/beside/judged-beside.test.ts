import type { JudgeManifest, NamedMeasurement, RunRecord, SettingResult } from '@retable/core'
import { expect, test } from 'vitest'
import { besidePaper, cellsOfBenchmarks } from './beside-paper.ts'
import { cellOf, paperOf } from './testing-evals.ts'

const endpoint = {
  ...{ route: 'chat', leftToServer: [], extraBody: {}, version: {} },
} as unknown as JudgeManifest['endpoint']
const sampling = { temperature: 0.7, topP: 1, maxTokens: 2048 }

const percent = (name: string, value: number, standardError: number | null): NamedMeasurement => ({
  ...{ name, value, standardError, n: 805, unit: 'percent', interval: null },
})

/** A judging of a model's answers by a judge, with in what it departs from published ones. */
function judgedBy(judge: string, departures: readonly string[]): Omit<RunRecord, 'facts'> {
  const manifest: JudgeManifest = {
    ...{ kind: 'judge', subject: 'm', endpoint: { ...endpoint, model: judge }, judged: null, data: [] },
    ...{ benchmark: { id: 'alpaca-eval', version: '1' }, variant: { id: 'weighted', version: '3' } },
    ...{ rows: 805, of: 805, seed: 0, round: 0 },
    procedure: { id: 'weighted', version: '2', source: '', readout: 'log-probabilities' },
    prompts: { files: [], sha256: '' },
    answeredBy: { ...endpoint, model: 'm' },
    answering: {
      source: 'alpaca_eval: the instruction alone',
      questions: 805,
      of: 805,
      seed: 0,
      sampling: [sampling],
    },
    judgements: { name: 'rows', sha256: '' },
  }
  const setting: SettingResult = {
    setting: 'alpaca-eval',
    ...{ benchmark: manifest.benchmark, variant: manifest.variant },
    measurements: [percent('win_rate', 22, 1.4), percent('lc_win_rate', 22, null)],
    ...{ units: {}, scores: [], departures },
  }
  return { manifest, results: [{ seed: null, settings: [setting] }], diff: [], claims: [] }
}

const cells = [
  cellOf('t/m/win-rate', '22.57', { metric: 'AlpacaEval 2 win rate', n: '805' }),
  cellOf('t/m/lc-win-rate', '22.92', { metric: 'AlpacaEval 2 LC win rate', n: '805' }),
  cellOf('t/m/length', '1899', {
    metric: 'average response length',
    table: 'Table 1 (AlpacaEval 2)',
    unit: 'words',
  }),
  cellOf('t/m/gsm', '50.0'),
]

test('by the judge of the published figures a win rate is held against its own cell, and how both were asked is told', async () => {
  const rows = await besidePaper(judgedBy('gpt-4-1106-preview', []), paperOf(cells))
  expect(rows.map(({ reported, measured, verdict }) => [reported.cell, measured, verdict])).toEqual([
    ['t/m/win-rate', 22, 'reproduced'],
    ['t/m/lc-win-rate', 22, expect.any(String)],
    ['t/m/length', NaN, 'not comparable'],
  ])
  // Nothing is promised of a rate without an error of its own.
  expect(rows[1]!.verdict).not.toBe('reproduced')
  expect(rows[2]!.reason).toBe('not measured: average response length')
  const told = rows[0]!.assumptions.join('; ')
  expect(told).toContain('judge asked by: weighted version 2, verdicts of log-probabilities')
  expect(told).toContain('temperature: 0.7')
  expect(told).toContain('answers asked for by: alpaca_eval')
  expect(told).not.toContain('prompt: not known')
})

test('another judge’s figures are shown beside the cells and are not comparable, with the reason', async () => {
  const departure = 'the judge is J; the published figures are of gpt-4-1106-preview, which is retired: not comparable' // prettier-ignore
  const rows = await besidePaper(judgedBy('J', [departure]), paperOf(cells))
  for (const { verdict, reason } of rows.slice(0, 2)) {
    expect(verdict).toBe('not comparable')
    expect(reason).toContain(`method: ${departure}`)
  }
  expect(rows[0]!.measured).toBe(22)
})

test('a paper without cells of a benchmark of judgements is refused', async () => {
  await expect(cellsOfBenchmarks(paperOf(cells), ['mt-bench'])).rejects.toThrow(
    'it has cells of alpaca-eval, gsm8k',
  )
})
