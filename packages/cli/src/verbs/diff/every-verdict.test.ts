import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { NamedMeasurement, RecipeManifest, ReportedCell, RunRecord } from '@retable/core'
import { writeRun } from '@retable/harness/results'
import { besideReported, namedItems } from '@retable/harness/verdicts'
import { runTables } from '@retable/report/csv'
import { runReport } from '@retable/report'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-verdicts-'))
})
afterAll(() => rm(directory, { recursive: true }))

/** A made-up paper: row, value and unit as printed, n, metric; and what a made-up run measured. */
const rows: readonly (readonly [
  string,
  string,
  string,
  string,
  string,
  Omit<NamedMeasurement, 'interval'>,
])[] = [
  ['As many', '51.8', '%', '1319', 'accuracy', share(683, 1319)],
  ['Few', '55.0', '%', '1000', 'accuracy', share(60, 100)],
  ['Off', '51.8', '%', '1319', 'accuracy', share(600, 1319)],
  ['Inferred', '20.6', '%', '', 'Arena-Hard score', share(103, 500)],
  ['Nobody knows', '60.0', '%', '', 'accuracy', share(60, 100)],
  ['Another unit', '51.8', '%', '1319', 'accuracy', { ...share(1, 2), value: 1899, unit: 'characters' }],
  ['Another judge', '51.8', '%', '1319', 'accuracy', share(683, 1319)],
]

function share(count: number, n: number): Omit<NamedMeasurement, 'interval'> {
  const value = count / n
  const standardError = Math.sqrt((value * (1 - value)) / (n - 1))
  return { name: 'accuracy', value, standardError, n, unit: 'fraction' }
}

async function madeUp(of: typeof rows): Promise<Omit<RunRecord<RecipeManifest>, 'facts'>> {
  const cells = of.map(([row, value, unit, n, metric]): ReportedCell => {
    const place = { cell: row, version: 'v1', table: 'Table 1', row, column: 'x', setting: '' }
    return { ...place, metric, value, unit, n, read_from: 'full text', source: 'here' }
  })
  const settings = of.map(([row, , , , , measurement]) => ({
    ...{ setting: row, benchmark: null, variant: null, units: {}, scores: [] },
    measurements: [{ ...measurement, interval: null }],
  }))
  const results = [{ seed: 1, settings }]
  const diff = besideReported({
    ...{ cells, results, named: await namedItems() },
    mappings: of.map(([row]) => ({ cell: row, measured: { setting: row, metric: 'accuracy' } })),
    setup: {
      differences: [{ of: 'judge', statement: 'GPT-5 in place of GPT-4', cells: ['Another judge'] }],
      hyperparameters: [{ name: 'top-p', value: 1, source: 'assumed' }],
    },
  })
  const manifest: RecipeManifest = {
    ...{ paper: 'p', arxiv: '1', tier: 'mini', quick: false, seeds: [1], packages: {}, engine: {} },
    ...{ hyperparameters: [], remarks: [], steps: {} },
  }
  return { manifest, results, diff, claims: [] }
}

async function shown(of: typeof rows, ...words: string[]) {
  const folder = path.join(directory, String(of.length))
  const record = await madeUp(of)
  await writeRun(folder, { ...record, facts: null }, runTables(record))
  return execa(process.execPath, [main, 'diff', folder, ...words], { reject: false })
}

// Intervals and resolutions: scipy's beta quantiles, and the definition of docs/verdicts.md solved by its brentq.
test('every verdict is shown, with what it would have caught, why, and how many deviate by chance', async () => {
  const { stdout, exitCode } = await shown(rows)
  expect(exitCode).toBe(0)
  const [, ...lines] = stdout.split('\n')
  const end = lines.indexOf('')
  expect(lines.slice(0, end).map((line) => line.split(/ {2,}/))).toEqual([
    ['As many', '51.8 %', '51.8 %', '0.0', '-3.9 to 3.9', 'reproduced (would have caught 5.7 points)'],
    ['Few', '55.0 %', '60.0 %', '5.0', '-5.8 to 15.2', 'inconclusive'],
    ['Off', '51.8 %', '45.5 %', '-6.3', '-10.2 to -2.4', 'deviates'],
    ['Inferred', '20.6 %', '20.6 %', '0.0', '-5.2 to 5.2', 'reproduced (would have caught 8.0 points)'],
    [
      'Nobody knows',
      '60.0 %',
      '60.0 %',
      '0.0',
      '-14.2 to 14.2',
      'reproduced (would have caught 20.9 points, coarse)',
    ],
    ['Another unit', '51.8 %', '1899.0 characters', 'not comparable'],
    ['Another judge', '51.8 %', '51.8 %', '0.0', '-3.9 to 3.9', 'not comparable'],
  ])
  const below = lines.slice(end).join('\n')
  for (const words of [
    'reproduced (As many): the interval holds 0, on 1319 items, no fewer than the reported number’s; reported on 1319 items (printed); one seed: it says nothing of the spread between trainings\n',
    'reproduced (Inferred): the interval holds 0, on 500 items, no fewer than the reported number’s; reported on 500 items (inferred); ',
    'taken to be 100, and no error rate is promised',
    '\nnot comparable (Another unit): it was measured in "characters", and the cell is in "%"\n',
    '\nnot comparable (Another judge): judge: GPT-5 in place of GPT-4\n',
    '\n1 of 4 deviate; at most 5 % are expected by chance, the luck of trainings apart.\n0 of 1 deviate whose number of reported items is not known: no error rate is promised for them.\n',
    'Assumed where the paper leaves it open:\n  top-p: 1',
  ])
    expect(below).toContain(words)
})

test('a deviating cell is an exit code where one is asked for, and nothing undecided is', async () => {
  expect((await shown(rows, '--tolerance-exit')).exitCode).toBe(1)
  expect(
    (
      await shown(
        rows.filter(([row]) => row !== 'Off'),
        '--tolerance-exit',
      )
    ).exitCode,
  ).toBe(0)
})

test('the run’s own report says the same', async () => {
  const text = runReport(await madeUp(rows), { id: 'i', folder: 'f' })
  for (const words of [
    'reproduced (would have caught 5.7 points)',
    '1899.0 characters',
    '  deviates: the interval leaves out 0; ',
    '1 of 4 deviate; at most 5 % are expected by chance',
    'Assumed where the paper leaves it open:\n  top-p: 1\n',
  ])
    expect(text).toContain(words)
})
