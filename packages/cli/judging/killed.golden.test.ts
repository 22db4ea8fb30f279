import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openPlayback } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from '../evals/eval-cli.ts'
import { judged, limit } from './judge-cli.ts'
import { answersTo, storedAnnotations } from './stored-annotations.ts'

const items = 80
const inFlight = 4
const environment = { RETABLE_ACCEPT_LICENCES: 'CC-BY-NC-4.0' }

test(
  'killed at any moment, the same command goes on, and asks again what was in flight alone',
  limit,
  async () => {
    const folder = await emptyFolder()
    const annotations = (await storedAnnotations('alpaca-7b')).slice(0, items)
    const outputs = annotations.map(({ instruction, output_2: output }) => ({ instruction, output }))
    await writeFile(path.join(folder, 'mine.json'), JSON.stringify(outputs))
    const judge = 'gpt-4-1106-preview'
    await using server = await openPlayback(await answersTo(annotations), { model: judge, afterMs: 60 })
    const words = [
      'judge',
      'alpaca-eval',
      '--outputs',
      'mine.json',
      '--judge-model',
      judge,
      '--base-url',
      server.url,
      '--concurrency',
      String(inFlight),
      '--out',
      'judged',
    ]
    const asked = () => server.requests.filter(({ method }) => method === 'POST')
    const kills = 3
    for (let kill = 1; kill <= kills; kill += 1) {
      const running = retable(folder, words, environment)
      const until = asked().length + 10
      while (asked().length < until) await new Promise((resolve) => setTimeout(resolve, 5))
      running.kill('SIGKILL')
      expect((await running).signal).toBe('SIGKILL')
    }
    const found = await judged(folder, words)
    const prompts = asked().map(({ body }) => JSON.stringify(body))
    const distinct = new Set(prompts).size
    expect(distinct).toBe(annotations.filter(({ raw_completion: raw }) => raw !== null).length)
    expect(prompts.length - distinct).toBeLessThanOrEqual(kills * inFlight)
    expect(found.counts.fromStore).toBeGreaterThan(0)
    const rows = JSON.parse(await readFile(found.file, 'utf8')) as readonly { readonly preference: number }[]
    expect(rows.map(({ preference }) => preference)).toEqual(annotations.map(({ preference }) => preference))
  },
)
