import path from 'node:path'
import { textTable } from '@retable/report'
import { execa } from 'execa'
import { serve } from './serve.ts'
import { tookCells, tookColumns, type Took } from './took.ts'

const rounds = 3

interface Case {
  readonly latencyMs: number
  readonly requests: number
  readonly concurrency: number | 'adaptive'
  readonly peers: readonly string[]
}

const cases: readonly Case[] = [
  { latencyMs: 50, requests: 1319, concurrency: 128, peers: ['aiohttp', 'openai'] },
  { latencyMs: 50, requests: 1319, concurrency: 32, peers: ['aiohttp', 'openai'] },
  { latencyMs: 50, requests: 1319, concurrency: 'adaptive', peers: [] },
  { latencyMs: 0, requests: 13_190, concurrency: 128, peers: ['aiohttp'] },
  { latencyMs: 0, requests: 131_900, concurrency: 128, peers: [] },
]

/** Node as `./retable eval` starts it, with its compiled sources kept. */
const retable = [process.execPath, '--max-semi-space-size=8', '--heap-growing-percent=20', fileOf('ask.ts')]

/**
 * Asks by retable's client and by Python clients, each in a process of its own and in turn.
 *
 * @param options - `python`: with the clients; `store`: where compiled sources are kept
 */
export async function requestPhase({
  python,
  store,
}: {
  readonly python: string
  readonly store: string
}): Promise<string> {
  const rows: string[][] = []
  const env = { NODE_COMPILE_CACHE: path.join(store, 'compile-cache'), MALLOC_ARENA_MAX: '1' }
  for (const { latencyMs, requests, concurrency, peers } of cases) {
    using served = await serve(latencyMs)
    const settings = [served.url, String(requests), String(concurrency)]
    const asked = new Map<string, Took[]>()
    for (let round = 0; round < rounds; round += 1) {
      for (const client of ['retable', ...peers]) {
        const words = client === 'retable' ? retable : [python, fileOf('peer.py'), client]
        const { stdout } = await execa(words[0]!, [...words.slice(1), ...settings], { env })
        asked.set(client, [...(asked.get(client) ?? []), JSON.parse(stdout) as Took])
      }
    }
    const what = `${requests.toLocaleString('en')} at ${latencyMs} ms, ${concurrency}`
    for (const [client, runs] of asked) rows.push([what, client, ...tookCells(runs, requests)])
    console.error(`${what}: measured`)
  }
  return textTable([{ title: 'requests, latency, concurrency' }, { title: 'client' }, ...tookColumns], rows)
}

function fileOf(name: string): string {
  return path.join(import.meta.dirname, name)
}
