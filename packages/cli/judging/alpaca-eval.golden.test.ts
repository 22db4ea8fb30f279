import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlayback } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { golden } from './mirrored.ts'
import { answersTo, storedAnnotations } from './stored-annotations.ts'

test.each(['alpaca-7b', 'claude-2'] as const)(
  'the stored answers of GPT-4 Turbo to %s give the published win rate, and the stored preferences',
  limit,
  async (model) => {
    const folder = await emptyFolder()
    const annotations = await storedAnnotations(model)
    const outputs = annotations.map(({ instruction, output_2: output }) => ({
      instruction,
      output,
      generator: model,
    }))
    await writeFile(path.join(folder, 'mine.json'), JSON.stringify(outputs))
    const answers = await answersTo(annotations)
    await using server = await openPlayback(answers, { model: 'gpt-4-1106-preview' })
    const words = [
      'judge',
      'alpaca-eval',
      '--outputs',
      path.join(folder, 'mine.json'),
      '--judge-model',
      'gpt-4-1106-preview',
      '--base-url',
      server.url,
      '--model-version',
      'played',
    ]
    const found = await judged(folder, words)

    const published = (await golden('judge/alpaca_eval/leaderboard_weighted_alpaca_eval_gpt4_turbo.csv'))
      .split('\n')
      .map((line) => line.split(','))
    const row = published.find(([name]) => name === model)!
    const column = (name: string) => Number(row[published[0]!.indexOf(name)])
    const winRate = found.metrics.find(({ name }) => name === 'win_rate')
    expect(winRate!.value).toBeCloseTo(column('win_rate'), 8)
    expect(winRate!.standardError).toBeCloseTo(column('standard_error'), 8)
    // With the stand-in of df_gamed.csv, too: a fit at a given C is the same, and of these two cross-validation chooses the
    // published C. The table's own test has the five models of which it does not.
    expect(metric(found, 'lc_win_rate')).toBeCloseTo(column('length_controlled_winrate'), 7)
    const asked = answers.size
    expect(found).toMatchObject({
      failures: { tasks: 805, withoutJudgement: 0, verdicts: asked, withoutVerdict: 0 },
      ...{ doubts: [], departures: [] },
    })
    const rows = JSON.parse(await readFile(found.file, 'utf8')) as { readonly preference: number }[]
    expect(rows.map(({ preference }) => preference)).toEqual(annotations.map(({ preference }) => preference))

    // The same again asks nothing, and says so; score reads the file to the same figures.
    const before = server.requests.length
    const again = await judged(folder, words)
    expect(again).toMatchObject({ folder: found.folder, counts: { fromStore: asked, wanted: asked } })
    expect(server.requests.slice(before).filter(({ method }) => method === 'POST')).toEqual([])
    const licences = { RETABLE_ACCEPT_LICENCES: 'CC-BY-NC-4.0' }
    const scored = await retable(folder, ['score', 'alpaca-eval', found.file, '--json'], licences)
    const [read] = JSON.parse(scored.stdout) as [{ readonly metrics: readonly unknown[] }]
    expect(read.metrics).toEqual(found.metrics)
  },
)
