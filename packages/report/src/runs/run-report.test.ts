import type { ClaimResult, DiffRow } from '@retable/core'
import { expect, test } from 'vitest'
import { runReport, runReportTables, type ReportedRun } from './run-report.ts'

const claim: ClaimResult = {
  claim: 'C1',
  statement: 'more is better',
  verdict: 'contradicted',
  effect: -0.1,
  low: -0.2,
  high: -0.05,
  unit: 'fraction',
  p: 0.005,
  pAdjusted: 0.01,
  seeds: 1,
  reason: 'one seed',
}
const run: ReportedRun = {
  manifest: {
    ...{ paper: 'p', arxiv: '1', tier: 'nano', quick: false, seeds: [3], remarks: ['a\u001b[2J'] },
    ...{ packages: {}, engine: {}, hyperparameters: [], steps: {} },
  },
  results: [],
  claims: [claim, { ...claim, claim: 'C2', reason: 'b\u009b31m' }],
  diff: [],
}
const place = { id: 'p-nano', folder: '/there' }

test('the recorded verdict stands beside each claim that has one', () => {
  const recorded = new Map([['C1', { verdict: 'supported', seeds: 5 }]])
  const lines = runReport(run, { ...place, recorded }).split('\n')
  expect(lines.find((line) => line.startsWith('claim'))).toMatch(/^claim  verdict +5 recorded seeds +effect/)
  expect(lines.find((line) => line.startsWith('C1'))).toMatch(/^C1 +contradicted  supported +-10\.0 points/)
  expect(lines.find((line) => line.startsWith('C2'))).toMatch(/^C2 +contradicted {2,}-10\.0 points/)
  expect(lines.join('\n')).toContain('5 recorded seeds: the verdict of the recorded results')
})

test('what a claim means stands before its reason', () => {
  const explanations = new Map([['C1', 'two figures of three']])
  expect(runReport(run, { ...place, explanations })).toContain(
    '\n  C1: two figures of three\n  C1: one seed\n',
  )
})

test('without recorded results there is no such column', () => {
  expect(runReport(run, place)).not.toContain('recorded seeds')
})

test('no control character of a paper’s texts is left', () => {
  expect(runReport(run, place).replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
})

test('a row with several columns is called by both, one with a single column by its row', () => {
  const cell = (row: string, column: string): DiffRow => ({
    reported: {
      ...{ cell: `${row}/${column}`, version: 'v1', table: 'Table 1', row, column, metric: column },
      ...{
        value: '7.1',
        unit: '%',
        n: '802',
        setting: '',
        read_from: row === 'base' ? 'draft' : 'full text',
        source: 'read',
      },
    },
    ...{ measured: 5, measuredUnit: '%', standardError: 1, n: 512, interval: null, reportedN: null },
    ...{ verdict: 'not comparable', resolution: null, coarse: false, reason: '', differences: [] },
    assumptions: [],
  })
  const diff = [cell('DPO', 'violations'), cell('DPO', 'wins'), cell('base', 'wins')]
  const lines = runReport({ ...run, diff }, place).split('\n')
  const rows = lines.map((line) => /^(.*?) +7\.1†? %/.exec(line)?.[1]).filter((row) => row !== undefined)
  expect(rows).toEqual(['DPO, violations', 'DPO, wins', 'base'])
  expect(lines.find((line) => line.startsWith('base'))).toMatch(/^base +7\.1† % /)
  expect(lines).toContain('† second hand, from: draft')
})

test('what was inferred stands below what was assumed, under one heading', () => {
  const hyperparameters = [
    { name: 'pairs', value: 'both kinds', source: 'inferred (table 2)' },
    { name: 'beta', value: 0.1, source: 'stated §3 (decay: inferred)' },
    { name: 'epochs', value: 1, source: 'inferred' },
  ]
  const text = runReport({ ...run, manifest: { ...run.manifest, hyperparameters } }, place)
  expect(text).toContain('Inferred from what the paper says:\n  pairs: both kinds\n  epochs: 1\n')
  expect(text).not.toContain('  beta: 0.1')
  expect(runReport(run, place)).not.toContain('Inferred')
})

test('a run without claims has no table of them; what has to be known stands below the last one', () => {
  const without = { ...run, claims: [] }
  expect(runReport(run, place)).toContain('p (Holm)')
  expect(runReport(without, place)).not.toContain('p (Holm)')
  expect(runReport(without, place)).not.toContain('\n\n\n')
  const [cells, ...others] = runReportTables(without, place)
  expect(others).toEqual([])
  expect(cells!.name).toBe('cells')
  expect(cells!.notes).toContain('run p-nano')
  const [, claims] = runReportTables(run, place)
  expect(claims!.notes!.filter((note) => note.startsWith('C1: '))).toEqual(['C1: one seed'])
})

test('the tier for tests says so, and draws no curve of its numbers', () => {
  const accuracy = {
    name: 'accuracy',
    value: 0.5,
    n: 4,
    unit: 'fraction',
    standardError: 0.1,
    interval: null,
  }
  const of = {
    setting: 'dpo',
    benchmark: null,
    variant: null,
    units: {},
    scores: [],
    measurements: [accuracy],
  }
  const measured = { ...run, results: [{ seed: 3, settings: [of] }] }
  const tiny = runReport({ ...measured, manifest: { ...run.manifest, tier: 'tiny' } }, place)
  expect(runReport(measured, place)).toMatch(/[▁▂▃▄▅▆▇█]/)
  expect(tiny).not.toMatch(/[▁▂▃▄▅▆▇█]/)
  expect(tiny).toContain('The tier tiny is for tests')
  expect(tiny).toMatch(/dpo +50\.0 ± 10\.0/)
})
