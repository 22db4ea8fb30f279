import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findBenchmark, openAssets } from '@retable/harness/benchmarks'
import { textTable } from '@retable/report'
import { pythonEnvironment } from '@retable/runtimes'
import { execa } from 'execa'
import { serve } from '../serve.ts'
import { tookCells, tookColumns, type Took } from '../took.ts'
import { inspect, lmEval, lmEvalTask, nemoEvaluator, retable, type Program } from './programs.ts'

interface Case {
  readonly latencyMs: number
  readonly requests: number
  readonly rounds: number
  readonly programs: readonly Program[]
}

const drawn = (n: number) => retable('retable', ['--n', String(n), '--temperature', '0.8'])

const cases: readonly Case[] = [
  {
    latencyMs: 50,
    requests: 1319,
    rounds: 3,
    programs: [
      retable('retable'),
      retable('retable --no-probe', ['--no-probe']),
      lmEval,
      inspect,
      nemoEvaluator,
    ],
  },
  { latencyMs: 0, requests: 13_190, rounds: 3, programs: [drawn(10)] },
  { latencyMs: 0, requests: 131_900, rounds: 1, programs: [drawn(100)] },
]

/** Runs retable's whole command and those of its peers in turn, from the process's start to what it wrote. */
export async function wholeCommands(options: {
  readonly store: string
  /** Runs `measure.py`. */
  readonly python: string
}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-bench-'))
  try {
    return await measured({ ...options, folder })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measured(of: { readonly store: string; readonly python: string; readonly folder: string }) {
  const { store, python, folder } = of
  const items = path.join(folder, 'items.jsonl')
  await writeItems(items, store)
  const rows: string[][] = []
  for (const { latencyMs, requests, rounds, programs } of cases) {
    using served = await serve(latencyMs)
    const what = `${requests.toLocaleString('en')} at ${latencyMs} ms`
    const runs = new Map<string, Took[]>()
    const right = new Map<string, number>()
    for (let round = 0; round < rounds; round += 1) {
      for (const program of programs) {
        const { name, lock } = program
        const kept = path.join(folder, name)
        const run = { url: served.url, items, kept, folder: path.join(kept, String(rows.length + round)) }
        await mkdir(run.folder, { recursive: true })
        if (program === lmEval) await writeFile(path.join(kept, 'problems.yaml'), lmEvalTask(items))
        const bin = lock === null ? '' : path.dirname(await environmentOf(path.join(import.meta.dirname, lock), store)) // prettier-ignore
        const words = [path.join(import.meta.dirname, 'measure.py'), ...program.words(run, bin)]
        const { stdout } = await execa(python, words, {
          cwd: import.meta.dirname,
          env: program.environment(run),
        })
        runs.set(name, [...(runs.get(name) ?? []), JSON.parse(stdout) as Took])
        right.set(name, await program.accuracy(run))
        await rm(run.folder, { recursive: true })
      }
      console.error(`${what}: round ${round + 1} of ${rounds} measured`)
    }
    for (const [name, each] of runs) {
      rows.push([what, name, ...tookCells(each, requests), `${(100 * right.get(name)!).toFixed(2)} %`])
    }
  }
  const last = { title: 'right', align: 'right' } as const
  return textTable([{ title: 'requests, latency' }, { title: 'command' }, ...tookColumns, last], rows)
}

/** Writes the problems of GSM8K's test split, with the prompt that retable asks them by. */
async function writeItems(file: string, store: string): Promise<void> {
  const { splits, prompts } = await findBenchmark('gsm8k')
  const mirror = process.env['RETABLE_MIRROR'] || undefined
  const assets = openAssets({ directory: path.join(store, 'assets'), mirror })
  const items = await splits.test.parse(await assets.read(splits.test.asset))
  const lines = items.map((item) =>
    JSON.stringify({ id: item.id, prompt: prompts[0]!.render(item, []), gold: item.gold }),
  )
  await writeFile(file, `${lines.join('\n')}\n`)
}

function environmentOf(lockFile: string, store: string): Promise<string> {
  return pythonEnvironment({ lockFile, directory: path.join(store, 'python'), minorVersion: 11 })
}
