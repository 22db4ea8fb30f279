import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlayback } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { answersTo, storedAnnotations } from './stored-annotations.ts'

const items = 20

test(
  'eval has a model answer and a judge judge its answers; each is asked once, and told in the record',
  limit,
  async () => {
    const folder = await emptyFolder()
    const annotations = (await storedAnnotations('claude-2')).slice(0, items)
    const answers = await answersTo(annotations)
    // The same server plays the model: its answer to an instruction is the stored output.
    for (const { instruction, output_2: text } of annotations) {
      answers.add([{ role: 'user', content: instruction }], { text: text.trim() })
    }
    // A client takes the white space around a text off, and the judge must have been shown what was stored.
    const whole = annotations.filter(({ output_2: text }) => text === text.trim()).length
    const judge = 'gpt-4-1106-preview'
    await using server = await openPlayback(answers, { model: judge })
    const words = ['eval', 'alpaca-eval', '--model', 'claude-2', '--base-url', server.url]
    const asked = () => server.requests.filter(({ method }) => method === 'POST').length
    const environment = { RETABLE_ACCEPT_LICENCES: 'CC-BY-NC-4.0' }
    const dry = await retable(
      folder,
      [...words, '--judge-model', judge, '--limit', String(items), '--dry-run'],
      environment,
    )
    expect([dry.exitCode, dry.stdout]).toEqual([
      0,
      `alpaca-eval: ${items} of ${items} first requests to the model for ${items} tasks are new; what the judge is asked of its answers is not counted`,
    ])
    expect(asked()).toBe(0)

    const found = await judged(folder, [...words, '--judge-model', judge, '--limit', String(items)])
    const rows = JSON.parse(await readFile(found.file, 'utf8')) as readonly {
      readonly output_2: string
      readonly generator_2: string
      readonly preference: number | null
    }[]
    expect(rows).toHaveLength(items)
    expect(new Set(rows.map(({ generator_2: name }) => name))).toEqual(new Set(['claude-2']))
    expect(rows.filter(({ preference }) => preference !== null).length).toBeGreaterThanOrEqual(whole)
    expect(metric(found, 'n_total')).toBe(rows.filter(({ preference }) => preference !== null).length)
    const manifest = JSON.parse(await readFile(path.join(found.folder, 'manifest.json'), 'utf8')) as object
    expect(manifest).toMatchObject({
      ...{ kind: 'judge', subject: 'claude-2', rows: items, of: 805 },
      ...{ endpoint: { model: judge }, answeredBy: { model: 'claude-2' } },
      procedure: { id: 'weighted', readout: 'log-probabilities' },
      prompts: { files: [{ sha256: '784227e6dc2832fc08c43d2c8ea3a308e7523780187a1aaad2f85e30bac85f62' }] },
    })
    expect(manifest).toMatchObject({
      answering: { questions: items, of: 805, seed: 0, sampling: [{ temperature: 0, maxTokens: 2048 }] },
    })
    expect(found.doubts).toContain(`${items} of 805 were judged: a part of the benchmark`)
    const before = asked()
    const failed = found.failures.withoutJudgement
    expect(before).toBeLessThanOrEqual(2 * items)
    await judged(folder, [...words, '--judge-model', judge, '--limit', String(items)])
    expect(asked() - before).toBe(failed)
    const listed = await retable(folder, ['history', '--json'])
    expect(JSON.parse(listed.stdout)).toMatchObject([{ family: 'claude-2', benchmark: 'alpaca-eval' }])
  },
)
