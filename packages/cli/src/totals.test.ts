import path from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')

/** Runs the CLI with no mirror and no way out. */
function retable(...words: string[]) {
  const env = { RETABLE_MIRROR: '', NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9' }
  const store = path.join(import.meta.dirname, 'no-store')
  return execa(process.execPath, [main, ...words], { reject: false, env: { ...env, RETABLE_STORE: store } })
}

test('check ends with a total, and --summary is a line a paper and the total', async () => {
  const whole = (await retable('check')).stdout.split('\n')
  const summary = (await retable('check', '--summary')).stdout.split('\n')
  expect(summary.at(-1)).toMatch(
    /^total, \d+ papers: [\d,]+ cells; .* contradictions: \d+ known \(\d+ between/,
  )
  expect(whole.at(-1)).toBe(summary.at(-1))
  expect(whole).toEqual(expect.arrayContaining(summary))
  const { papers, total } = JSON.parse((await retable('check', '--summary', '--json')).stdout) as {
    papers: { paper: string; cells: number; known: number; knownBetweenSources: number }[]
    total: { cells: number; known: number; knownBetweenSources: number }
  }
  expect(papers).toHaveLength(summary.length - 1)
  for (const key of ['cells', 'known', 'knownBetweenSources'] as const) {
    expect(papers.reduce((sum, paper) => sum + paper[key], 0)).toBe(total[key])
  }
  // The checks' own findings, counted another way.
  const checks = JSON.parse((await retable('check', '--json')).stdout) as {
    findings: { outcome: string; cells: { version: string; read_from: string }[] }[]
  }[]
  const known = checks.flatMap(({ findings }) => findings).filter(({ outcome }) => outcome === 'known')
  const [first, ...others] = [0, 1].map((least) =>
    known.filter(({ cells: [one, ...rest] }) => {
      const differing = rest.filter((c) => c.version !== one?.version || c.read_from !== one.read_from)
      return differing.length >= least
    }),
  )
  expect([total.known, total.knownBetweenSources]).toEqual([first?.length, others[0]?.length])
})

test('several replays end with a total; nothing without a file is counted as recomputed', async () => {
  const { stdout, exitCode } = await retable('replay', 'llmcrit', 'gsm8k', '--summary')
  expect(exitCode).toBe(3)
  expect(stdout.split('\n').slice(0, 2)).toEqual([
    'paper llmcrit: no cell recomputed; 12 not recomputed',
    'gsm8k: no figure recomputed; 1 table not to be had; 0 published rows not recomputed',
  ])
  expect(stdout).toMatch(/\ntotal, 1 benchmark: .*\ntotal, 1 paper: .*\n.*not recomputed for want of a file$/)
  const json = await retable('replay', 'llmcrit', '--summary', '--json')
  expect(JSON.parse(json.stdout)).toMatchObject({
    replays: [{ name: 'llmcrit', kind: 'paper', exact: 0, notRecomputed: 12 }],
    total: { notRecomputed: 12 },
  })
})
