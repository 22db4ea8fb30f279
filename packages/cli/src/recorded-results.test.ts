import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { loadReproduction } from '@retable/harness/runs'
import { afterAll, expect, test } from 'vitest'
import { root } from './root.ts'
import { judgedAgain } from './verbs/run/judged-again.ts'

const records = globSync('results/*/{nano,mini,paper,paper-*}/manifest.json', { cwd: root }).toSorted()
const copy = mkdtempSync(path.join(tmpdir(), 'retable-recorded-'))
afterAll(() => rmSync(copy, { recursive: true }))

for (const file of records) {
  const [, paper = '', folder = ''] = path.dirname(file).split(path.sep)
  // A tier of several benchmarks has a folder for each.
  const [tier, benchmark] = folder.split('-') as ['nano', string?]
  test(`${paper}, ${folder}: the recorded metrics, cells and claims follow from the recorded values item by item`, async () => {
    expect(
      // A run of one seed has all of the record judged again.
      await judgedAgain(root, await loadReproduction(root, paper), {
        tier,
        ...(benchmark && { benchmark }),
        ...{ seeds: [41] },
      }),
    ).toEqual([])
  })
}

/** What is found in a copy of the record in which one file was changed. */
async function found(name: string, change: (text: string) => string): Promise<string[]> {
  const folder = 'results/iterative-rpo/nano'
  cpSync(path.join(root, folder), path.join(copy, folder), { recursive: true, force: true })
  const file = path.join(copy, folder, name)
  const isPacked = name.endsWith('.gz')
  const bytes = readFileSync(file)
  const text = (isPacked ? gunzipSync(bytes) : bytes).toString('utf8')
  const changed = change(text)
  expect(changed).not.toBe(text)
  writeFileSync(file, isPacked ? gzipSync(changed) : changed)
  return judgedAgain(copy, await loadReproduction(root, 'iterative-rpo'), { tier: 'nano' })
}

test('a verdict, a cell or a metric that was written by hand is found', async () => {
  expect(await found('claims.csv', (text) => text.replace(',not supported,', ',supported,'))).toEqual([
    'claims.csv',
  ])
  expect(await found('diff.csv', (text) => text.replace(',not comparable,', ',reproduced,'))).toEqual([
    'diff.csv',
  ])
  expect(await found('metrics.csv', (text) => text.replace(',accuracy,0.3', ',accuracy,0.4'))).toEqual([
    'metrics.csv',
  ])
}, 60_000) // Three readings of a record of ten seeds.

test('grades that were changed are others’ metrics', async () => {
  const wrong = (text: string) => text.replace('"score":0', '"score":1')
  expect(await found('scores.jsonl.gz', wrong)).toContain('metrics.csv')
})
