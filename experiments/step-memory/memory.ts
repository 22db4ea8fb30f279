// Draws a step's samples into a store of its own, hashes them, and prints what that took: node memory.ts PROMPTS SAMPLES
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Prompt } from '@retable/core'
import { execute, generateWork, type Step } from '@retable/harness/steps'
import { openStore, storeFile } from '@retable/store'
import { countingEngine } from './counting-engine.ts'

/** What drawing and hashing took. */
export interface Took {
  readonly hash: string
  /** Of the store's file. */
  readonly megabytes: number
  /** The most memory that the process had held when the samples were drawn, and when they were hashed too, in MB. */
  readonly drawn: number
  readonly hashed: number
  /** Seconds of both together. */
  readonly seconds: number
}

const [size = 0, each = 0] = process.argv.slice(2).map(Number)

const prompts = Array.from({ length: size }, (_, i): Prompt => ({
  id: `question ${i}`,
  prompt: `${i} are there, three come and two go. How many are there now?`,
}))

const model = { id: 'none', hash: 'of no weights' }
const draw: Extract<Step, { kind: 'generate' }> = {
  kind: 'generate',
  name: 'samples',
  role: 'policy',
  model: 'model',
  prompts: 'prompts',
  most: size,
  samples: each,
  sampling: { temperature: 1, topP: 1, maxTokens: 512 },
  stream: { seed: 1, step: 'samples' },
}
const steps: readonly Step[] = [
  { kind: 'data', name: 'model', size: 1, seed: 1, make: () => model, files: [] },
  { kind: 'data', name: 'prompts', size, seed: 1, make: () => prompts, files: [] },
  draw,
]

/** Of this process so far, in MB. */
const mostMemory = () => Math.round((process.resourceUsage().maxRSS * 1024) / 1e6)

const directory = await mkdtemp(path.join(tmpdir(), 'retable-step-memory-'))
const store = await openStore(directory)
try {
  const context = { engineOf: () => countingEngine, store }
  await execute(steps, context)
  const drawn = mostMemory()
  const work = generateWork(draw, model, prompts, { ...context, counts: { drawn: 0, reused: 0 } })
  const hash = (await work.stored())!.hash()
  const took: Took = {
    hash,
    megabytes: Math.round((await stat(path.join(directory, storeFile))).size / 1e6),
    drawn,
    hashed: mostMemory(),
    seconds: Math.round(performance.now() / 1000),
  }
  console.log(JSON.stringify(took))
} finally {
  store.close()
  await rm(directory, { recursive: true })
}
