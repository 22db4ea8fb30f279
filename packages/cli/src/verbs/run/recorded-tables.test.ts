import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { RecipeManifest } from '@retable/core'
import { readRun } from '@retable/harness/results'
import { runTables } from '@retable/report/csv'
import { expect, test } from 'vitest'
import { root } from '../../root.ts'

test('the recorded results, whose values are packed, are read as a record and give the same tables', async () => {
  const folder = path.join(root, 'results/iterative-rpo/nano')
  const record = await readRun(folder)
  const { manifest, results } = record
  expect(manifest).toMatchObject({ paper: 'iterative-rpo', tier: 'nano' })
  expect(results.map(({ seed }) => seed)).toEqual((manifest as RecipeManifest).seeds)
  for (const [name, text] of Object.entries(runTables(record)))
    expect([name, text]).toEqual([name, await readFile(path.join(folder, name), 'utf8')])
})
