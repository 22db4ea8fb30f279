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
    // A client takes the white space around a text off, and the judge is shown the rest.
    const annotations = (await storedAnnotations('claude-2'))
      .slice(0, items)
      .map((each) => ({ ...each, output_2: each.output_2.trim() }))
    const answers = await answersTo(annotations)
    // The same server plays the model: its answer to an instruction is the stored output.
    // One question it does not answer.
    const refused = 3
    for (const [i, { instruction, output_2: text }] of annotations.entries()) {
      if (i !== refused) answers.add([{ role: 'user', content: instruction }], { text })
    }
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
      readonly instruction: string
      readonly output_2: string
      readonly generator_2: string
      readonly preference: number | null
    }[]
    expect(rows).toHaveLength(items)
    expect(new Set(rows.map(({ generator_2: name }) => name))).toEqual(new Set(['claude-2']))
    // What was not answered keeps its place, since difficulties go by position.
    expect(rows.flatMap(({ preference }, i) => (preference === null ? [i] : []))).toEqual([refused])
    expect(rows.map(({ instruction }) => instruction)).toEqual(
      annotations.map(({ instruction }) => instruction),
    )
    expect(metric(found, 'n_total')).toBe(items - 1)
    expect(found.failures).toMatchObject({ tasks: items - 1, withoutJudgement: 0, withoutVerdict: 0 })
    expect(found.doubts.join()).toContain('of the model’s answers failed, and --max-failed allows 1 %')
    expect(found.notes.join()).not.toContain('out of order')
    const manifest = JSON.parse(await readFile(path.join(found.folder, 'manifest.json'), 'utf8')) as object
    expect(manifest).toMatchObject({
      ...{ kind: 'judge', subject: 'claude-2', rows: items - 1, of: 805 },
      ...{ endpoint: { model: judge }, answeredBy: { model: 'claude-2' } },
      procedure: { id: 'weighted', readout: 'log-probabilities' },
      prompts: { files: [{ sha256: '784227e6dc2832fc08c43d2c8ea3a308e7523780187a1aaad2f85e30bac85f62' }] },
    })
    expect(manifest).toMatchObject({
      answering: { questions: items, of: 805, seed: 0, sampling: [{ temperature: 0, maxTokens: 2048 }] },
    })
    expect(found.departures).toContain(`${items - 1} of 805 were judged: a part of the benchmark`)
    const before = asked()
    const equal = annotations.filter(({ output_1: one, output_2: two }) => one === two).length
    expect(before).toBe(items + items - 1 - equal)
    await judged(folder, [...words, '--judge-model', judge, '--limit', String(items)])
    // The one that failed is asked again, and nothing else.
    expect(asked() - before).toBe(1)
    const listed = await retable(folder, ['history', '--json'])
    expect(JSON.parse(listed.stdout)).toMatchObject([{ family: 'claude-2', benchmark: 'alpaca-eval' }])
  },
)
