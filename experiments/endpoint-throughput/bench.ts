// How fast an endpoint is asked, beside Python clients, each in a process of its own and in turn.
// ./retable nx bench endpoint-throughput
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import path from 'node:path'
import { textTable } from '@retable/report'
import { pythonEnvironment } from '@retable/runtimes'
import { execa } from 'execa'
import type { Took } from './ask.ts'

const rounds = 3
const here = import.meta.dirname
const store = process.env['RETABLE_STORE'] ?? path.resolve(here, '../../.retable')

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

const python = await pythonEnvironment({
  lockFile: path.join(here, 'requirements.lock'),
  directory: path.join(store, 'python'),
  minorVersion: 11,
})
const loadBefore = loadavg()[0]!
const rows: string[][] = []
for (const { latencyMs, requests, concurrency, peers } of cases) {
  const { url, server } = await serve(latencyMs)
  const settings = [url, String(requests), String(concurrency)]
  const asked = new Map<string, Took[]>()
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const client of ['retable', ...peers]) {
        const program =
          client === 'retable' ? [path.join(here, 'ask.ts')] : [path.join(here, 'peer.py'), client]
        const { stdout } = await execa(client === 'retable' ? process.execPath : python, [
          ...program,
          ...settings,
        ])
        asked.set(client, [...(asked.get(client) ?? []), JSON.parse(stdout) as Took])
      }
    }
  } finally {
    server.kill()
  }
  for (const [client, took] of asked) {
    const seconds = middle(took.map((one) => one.seconds))
    rows.push([
      `${requests.toLocaleString('en')} at ${latencyMs} ms, ${concurrency}`,
      client,
      seconds.toFixed(2),
      Math.min(...took.map((one) => one.seconds)).toFixed(2),
      Math.round(requests / seconds).toLocaleString('en'),
      middle(took.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1),
      middle(took.map(({ megabytes }) => megabytes)).toFixed(0),
    ])
  }
  console.error(`${requests} at ${latencyMs} ms measured`)
}
const load = `load average ${loadBefore.toFixed(1)} before and ${loadavg()[0]!.toFixed(1)} after`
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, ${load}\n`,
)
console.log(
  textTable(
    [
      { title: 'requests, latency, concurrency' },
      { title: 'client' },
      { title: 'seconds', align: 'right' },
      { title: 'least', align: 'right' },
      { title: 'a second', align: 'right' },
      { title: 'CPU s', align: 'right' },
      { title: 'MB', align: 'right' },
    ],
    rows,
  ),
)

/** Starts the server in a process of its own. */
async function serve(latencyMs: number): Promise<{ url: string; server: ChildProcess }> {
  const server = spawn(process.execPath, [path.join(here, 'server.ts'), String(latencyMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  return { url: line.toString().trim(), server }
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
