import type { DiffRow, EvalManifest, RecipeManifest } from '@retable/core'
import { expect, test } from 'vitest'
import { runTables } from './run-tables.ts'

const manifest: RecipeManifest = {
  ...{ paper: 'p', arxiv: '1', tier: 'mini', quick: false, seeds: [1], packages: {}, engine: {} },
  ...{ hyperparameters: [], remarks: [], steps: {} },
}
const row: DiffRow = {
  reported: {
    ...{ cell: 'c', version: 'v1', table: 't', row: 'r', column: 'x', metric: 'm', value: '50.0', unit: '%' },
    ...{ n: '', setting: '', read_from: 'full text', source: '' },
  },
  ...{ measured: 52.5, measuredUnit: '%', standardError: 1.25, interval: { low: -1, high: 6 }, n: 800 },
  ...{ reportedN: { n: 805, from: 'inferred' }, verdict: 'inconclusive', resolution: 7.5, coarse: false },
  ...{ reason: 'why', differences: [], assumptions: ['top-p: 1', 'clip: 2'] },
}
const diffOf = (...diff: DiffRow[]) =>
  runTables({ manifest, results: [], claims: [], diff })['diff.csv']!.trimEnd().split('\n')

test('the columns of a run follow those of a replay', () => {
  expect(diffOf(row)).toEqual([
    'paper,version,tier,cell,table,row,column,metric,unit,reported,measured,standard_error,n,difference,ci_low,ci_high,verdict,reason,measured_unit,resolution,coarse,reported_n,n_from,differences,assumptions',
    'p,v1,mini,c,t,r,x,m,%,50.0,52.5,1.25,800,2.5,-1,6,inconclusive,why,%,7.5,,805,inferred,,top-p: 1; clip: 2',
  ])
})

test('what is not known is empty, and there is no difference between two units', () => {
  const apart: DiffRow = {
    ...{ ...row, measuredUnit: 'words', interval: null, reportedN: null, standardError: null },
    ...{ verdict: 'not comparable', resolution: null, differences: ['a', 'b'], assumptions: [] },
  }
  expect(diffOf(apart)[1]).toBe('p,v1,mini,c,t,r,x,m,%,50.0,52.5,,800,,,,not comparable,why,words,,,,,a; b,')
  expect(diffOf({ ...row, resolution: Infinity, coarse: true })[1]).toContain(
    ',why,%,Infinity,coarse,805,inferred,',
  )
})

test('an evaluation has a diff where a paper stands beside it, and none where none does', () => {
  const evaluation: EvalManifest = {
    kind: 'eval',
    endpoint: {
      ...{ model: 'm', version: {}, server: { kind: 'unknown' }, route: 'chat', leftToServer: [] },
      ...{ extraBody: {}, probe: null, concurrency: 8 },
    },
    drawing: { samples: 1, sampling: { temperature: 0, topP: 1, maxTokens: 9 }, seed: 0 },
    benchmarks: [],
  }
  const tables = (of: EvalManifest) => runTables({ manifest: of, results: [], claims: [], diff: [row] })
  expect(Object.keys(tables(evaluation))).toEqual(['metrics.csv'])
  const beside = tables({ ...evaluation, beside: { paper: 'p', arxiv: '1' } })
  expect(beside['diff.csv']!.split('\n')[1]).toMatch(/^p,v1,eval,c,t,r,x,m,%,50.0,52.5,/)
})
