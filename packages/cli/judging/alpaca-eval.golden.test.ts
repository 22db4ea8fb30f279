import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlayback } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from '../evals/eval-cli.ts'
import { golden } from './mirrored.ts'
import { answersTo, storedAnnotations } from './stored-annotations.ts'

interface JudgeJson {
  readonly folder: string
  readonly file: string
  readonly metrics: readonly {
    readonly name: string
    readonly value: number
    readonly standardError: number
  }[]
  readonly failures: object
  readonly counts: { readonly fromStore: number; readonly wanted: number }
  readonly doubts: readonly string[]
}

const environment = { RETABLE_ACCEPT_LICENCES: 'CC-BY-NC-4.0,NONE' }

test.each(['alpaca-7b', 'claude-2'] as const)(
  'the stored answers of GPT-4 Turbo to %s give the published win rate, and the stored preferences',
  { timeout: 300_000 },
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
      '--json',
    ]
    const { stdout, exitCode } = await retable(folder, words, environment)
    expect(exitCode).toBe(0)
    const found = JSON.parse(stdout) as JudgeJson

    const published = (await golden('judge/alpaca_eval/leaderboard_weighted_alpaca_eval_gpt4_turbo.csv'))
      .split('\n')
      .map((line) => line.split(','))
    const row = published.find(([name]) => name === model)!
    const column = (name: string) => Number(row[published[0]!.indexOf(name)])
    const [winRate] = found.metrics.filter(({ name }) => name === 'win_rate')
    expect(winRate!.value).toBeCloseTo(column('win_rate'), 8)
    expect(winRate!.standardError).toBeCloseTo(column('standard_error'), 8)
    const lengthControlled = found.metrics.find(({ name }) => name === 'lc_win_rate')!
    expect(Math.abs(lengthControlled.value - column('length_controlled_winrate'))).toBeLessThan(0.15)
    const asked = answers.size
    expect(found).toMatchObject({
      failures: { tasks: 805, withoutJudgement: 0, verdicts: asked, withoutVerdict: 0 },
      doubts: [],
    })
    const rows = JSON.parse(await readFile(found.file, 'utf8')) as { readonly preference: number }[]
    expect(rows.map(({ preference }) => preference)).toEqual(annotations.map(({ preference }) => preference))

    // The same again asks nothing, and says so; score reads the file to the same figures.
    const before = server.requests.length
    const again = JSON.parse((await retable(folder, words, environment)).stdout) as JudgeJson
    expect(again).toMatchObject({ folder: found.folder, counts: { fromStore: asked, wanted: asked } })
    expect(server.requests.slice(before).filter(({ method }) => method === 'POST')).toEqual([])
    const scored = await retable(folder, ['score', 'alpaca-eval', found.file, '--json'], environment)
    const [read] = JSON.parse(scored.stdout) as [{ readonly metrics: readonly unknown[] }]
    expect(read.metrics).toEqual(found.metrics)
  },
)
