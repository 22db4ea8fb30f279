import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { checkPaper, isSurprising } from './check/check-paper.ts'
import { loadPaper } from './load-paper.ts'
import { paperIds } from './paper-ids.ts'

const root = path.resolve(import.meta.dirname, '../../../..')

for (const id of paperIds(root)) {
  const { reproduction, cells } = await loadPaper(root, id)
  test(`${id}: no contradiction is new, and none that is known has vanished`, () => {
    const check = checkPaper(reproduction, cells)
    const surprises = check.findings.filter(({ outcome }) => outcome === 'new' || outcome === 'vanished')
    expect(surprises.map(({ outcome, statement, source }) => `${outcome}: ${statement} (${source})`)).toEqual(
      [],
    )
    expect(isSurprising(check)).toBe(false)
  })
  test(`${id}: what is our own is marked as such, and nothing else`, () => {
    for (const { id: claim, statement, isOwn = false } of reproduction.claims) {
      expect([claim, isOwn]).toEqual([claim, statement.startsWith('our own, not the paper’s: ')])
    }
  })
  for (const file of globSync(`results/${id}/*/claims.csv`, { cwd: root })) {
    test(`${id}: ${file} words its claims as the package does`, () => {
      const recorded = parse<{ claim: string; statement: string }>(
        readFileSync(path.join(root, file), 'utf8'),
        {
          columns: true,
        },
      )
      // Every claim of the paper; of our own those that the tier tests.
      const isThere = new Set(recorded.map(({ claim }) => claim))
      const stated = reproduction.claims
        .filter(({ id: claim, isOwn = false }) => !isOwn || isThere.has(claim))
        .map(({ id: claim, statement }) => ({ claim, statement }))
      expect(recorded.map(({ claim, statement }) => ({ claim, statement }))).toEqual(stated)
    })
  }
}
