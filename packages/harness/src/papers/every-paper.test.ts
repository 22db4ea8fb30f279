import path from 'node:path'
import { expect, test } from 'vitest'
import { checkPaper, isSurprising } from './check-paper.ts'
import { loadPaper, paperIds } from './load-paper.ts'

const root = path.resolve(import.meta.dirname, '../../../..')

for (const id of await paperIds(root)) {
  const { reproduction, cells } = await loadPaper(root, id)
  test(`${id}: no contradiction is new, and none that is known has vanished`, () => {
    const check = checkPaper(reproduction, cells)
    const surprises = check.findings.filter(({ outcome }) => outcome === 'new' || outcome === 'vanished')
    expect(surprises.map(({ outcome, statement, source }) => `${outcome}: ${statement} (${source})`)).toEqual(
      [],
    )
    expect(isSurprising(check)).toBe(false)
  })
}
