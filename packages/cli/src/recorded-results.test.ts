import { globSync } from 'node:fs'
import path from 'node:path'
import { loadReproduction } from '@retable/harness/runs'
import { expect, test } from 'vitest'
import { root } from './root.ts'
import { judgedAgain } from './verbs/run/judged-again.ts'

for (const file of globSync('results/*/{nano,mini,paper}/manifest.json', { cwd: root }).toSorted()) {
  const [, paper = '', tier = ''] = path.dirname(file).split(path.sep)
  test(`${paper}, ${tier}: the recorded metrics, cells and claims follow from the recorded values item by item`, async () => {
    expect(await judgedAgain(root, await loadReproduction(root, paper), tier as 'nano')).toEqual([])
  })
}
