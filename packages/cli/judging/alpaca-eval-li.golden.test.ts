import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openFakeServer } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder } from '../evals/eval-cli.ts'
import { judged, limit, metric } from './judge-cli.ts'
import { storedAnnotations } from './stored-annotations.ts'

const items = 30

test('outputs under a word limit are judged against the shortest of three and scored', limit, async () => {
  const folder = await emptyFolder()
  const annotations = (await storedAnnotations('claude-2')).slice(0, items)
  // Every other output is far over any limit, and needs no judge.
  const outputs = annotations.map(({ instruction }, i) => ({
    instruction,
    output: i % 2 === 0 ? 'Yes.' : 'word '.repeat(5000),
  }))
  await writeFile(path.join(folder, 'mine.json'), JSON.stringify(outputs))
  // It prefers the two words, whichever place they stand at.
  await using server = await openFakeServer(({ method, body }) => {
    if (method === 'GET') return { kind: 'answer', body: { object: 'list', data: [{ id: 'j' }] } }
    const text = (body['messages'] as readonly { readonly content: string }[])[1]!.content
    const token = /"m",\s+"output": """Yes\."""/.test(text) ? 'm' : 'M'
    const logprobs = { content: [{ token, logprob: 0, top_logprobs: [{ token, logprob: 0 }] }] }
    const message = { role: 'assistant', content: token }
    const choices = [{ index: 0, message, logprobs, finish_reason: 'length' }]
    return { kind: 'answer', body: { choices, usage: { prompt_tokens: 9, completion_tokens: 1 } } }
  })
  const words = ['judge', 'alpaca-eval-li', '--outputs', 'mine.json', '--judge-model', 'j']
  const found = await judged(folder, [...words, '--base-url', server.url])
  const rows = JSON.parse(await readFile(found.file, 'utf8')) as readonly {
    readonly output_2: string
    readonly baseline: string
    readonly preference: number
  }[]
  expect(rows).toHaveLength(items)
  expect(new Set(rows.map(({ baseline }) => baseline)).size).toBeGreaterThan(1)
  const long = rows.filter(({ output_2: output }) => output !== 'Yes.')
  expect(long.map(({ preference }) => preference)).toEqual(long.map(() => 1))
  expect(metric(found, 'violation_rate')).toBe((100 * long.length) / items)
  expect(metric(found, 'win_rate')).toBe((100 * (items - long.length)) / items)
  expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(items - long.length)
})
