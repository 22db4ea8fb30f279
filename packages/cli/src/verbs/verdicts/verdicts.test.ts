import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { allVerdicts, paperIds } from '@retable/harness/papers'
import { paperVerdictsText } from '@retable/report/verdicts'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { root } from '../../root.ts'

const main = path.join(root, 'packages/cli/src/main.ts')
const all = await allVerdicts(root)

async function retable(...words: string[]): Promise<string> {
  const env = { RETABLE_MIRROR: '', NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9' }
  const { stdout } = await execa(process.execPath, [main, ...words], { env })
  return stdout
}

test('each paper has a line, and its counts are those of the recorded files', async () => {
  const [, ...lines] = (await retable('verdicts')).split('\n')
  expect(lines.map((line) => line.split(' ')[0])).toEqual(paperIds(root))
  const listed = JSON.parse(await retable('verdicts', '--json')) as {
    paper: string
    counts: {
      reported: number
      replayed: Record<string, number>
      runs: {
        tier: string
        seeds: number
        claims: Record<string, number>
        ownClaims: Record<string, number>
      }[]
    }
  }[]
  for (const { paper, counts } of listed) {
    const reported = await readFile(path.join(root, 'reproductions', paper, 'reported.csv'), 'utf8')
    // No cell of it has a line break.
    expect(counts.reported).toBe(reported.trim().split('\n').length - 1)
    const replay = await readFile(path.join(root, 'results', paper, 'replay/diff.csv'), 'utf8').catch(
      () => '',
    )
    const rows = replay
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
    expect(Object.values(counts.replayed).reduce((sum, count) => sum + count, 0)).toBe(rows.length)
    for (const word of ['exact', 'agrees with the leaderboard']) {
      const found = rows.filter((line) => line.endsWith(`,${word},`)).length
      expect(counts.replayed[word] ?? 0).toBe(found)
    }
    for (const { tier, seeds, claims, ownClaims } of counts.runs) {
      const file = await readFile(path.join(root, 'results', paper, tier, 'claims.csv'), 'utf8')
      const sumOf = (words: Record<string, number>) =>
        Object.values(words).reduce((sum, count) => sum + count, 0)
      const own = file.split('\n').filter((line) => line.includes('our own, not the paper’s: ')).length
      expect([sumOf(claims) + own, sumOf(ownClaims)]).toEqual([file.trim().split('\n').length - 1, own])
      const manifest = await readFile(path.join(root, 'results', paper, tier, 'manifest.json'), 'utf8')
      expect(seeds).toBe((JSON.parse(manifest) as { seeds: number[] }).seeds.length)
    }
  }
})

test('a contradiction of check stands there, new ones as such', async () => {
  const checks = JSON.parse(await retable('check', '--summary', '--json')) as {
    papers: { paper: string; known: number; new: number }[]
  }
  const listed = JSON.parse(await retable('verdicts', '--json')) as {
    paper: string
    counts: { contradictions: { known: number; new: number } }
  }[]
  const of = ({ known, new: fresh }: { known: number; new: number }) => [known, fresh]
  expect(listed.map(({ paper, counts }) => [paper, ...of(counts.contradictions)])).toEqual(
    checks.papers.map((each) => [each.paper, ...of(each)]),
  )
})

test.each(all.map((paper) => [paper.paper, paper] as const))('%s fits a screen', (id, paper) => {
  const lines = paperVerdictsText(paper).trimEnd().split('\n')
  expect(lines.length).toBeLessThanOrEqual(50)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
  for (const { claim } of paper.claims)
    expect(lines.some((line) => line.startsWith(`  ${claim} `))).toBe(true)
  expect(lines[0]).toContain(paper.title.slice(0, 60))
  const names = (['verdicts', 'check', 'diff', 'replay', 'run'] as const).filter((verb) =>
    lines.some((line) => line.includes(`./retable ${verb} `)),
  )
  if (paper.replayed.length + paper.measured.length > 0) expect(names).toContain('diff')
  if (paper.check.findings.filter(({ outcome }) => outcome !== 'holds').length > 6)
    expect(names).toContain('check')
  expect(id).toBe(paper.paper)
})

test('one paper as JSON has all claims, judged cells and contradictions', async () => {
  const one = JSON.parse(await retable('verdicts', 'iterative-rpo', '--json')) as Record<string, object[]>
  const paper = all.find((each) => each.paper === 'iterative-rpo')!
  expect(one['claims']).toEqual(paper.claims)
  expect(one['measured']).toEqual(paper.measured)
  expect(paper.claims.map(({ recorded }) => recorded.map(({ tier, seeds }) => [tier, seeds]))).toContainEqual(
    [['nano', 10]],
  )
})
