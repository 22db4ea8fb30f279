import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Training } from '@retable/core'
import { lockFiles, programFolder } from '@retable/trainer'
import { onTestFinished } from 'vitest'
import { machineGpus, type MachineGpus } from '../gpu/machine-gpus.ts'
import { openServed } from '../open-served.ts'
import type { Place } from '../place/open-place.ts'
import type { ServedSettings } from '../settings.ts'
import { fakeRuntime, type FakeRuntime, type FakeRuntimeOptions } from './fake-runtime.ts'

/** Settings of a small model. */
export const settings: ServedSettings = {
  ...{ maxTokens: 64, adapter: null, weights: 'float32', autocast: null, gradientCheckpointing: false },
  ...{ microBatch: 2, batch: 1, threads: 1, device: 'cpu', checkpointSeconds: 5, servers: 2, trainings: 1 },
  fresh: {
    ...{ kind: 'tiny-llama', layers: 1, width: 8, heads: 1, keyValueHeads: 1, intermediate: 8 },
    ...{ context: 64, vocabulary: 300, initializerRange: 0.2, corpus: ['a b c'] },
  },
}

/** A training of three steps. */
export const training: Training = {
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer: {
    ...{ kind: 'adamw', learningRate: 1e-3, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 },
    ...{ clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
  },
  ...{ batchSize: 4, steps: 3, order: 'shuffled', seed: 7 },
}

/** The program's place; it is not run. */
export const program = { module: 'retable_trainer', folder: programFolder, lockFile: lockFiles.cpu }

/** A folder of this test's own. */
export function testFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'retable-served-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** An engine over a runtime of this process, until the test ends. */
export async function openFake(
  options: FakeRuntimeOptions & {
    readonly settings?: Partial<ServedSettings>
    readonly place?: Partial<Place>
    /** Shared with other engines; its own if left out. */
    readonly gpus?: MachineGpus
  } = {},
): Promise<{
  readonly engine: Awaited<ReturnType<typeof openServed>>
  readonly runtime: FakeRuntime
  readonly folder: string
  /** What it told people. */
  readonly told: readonly string[]
}> {
  const folder = testFolder()
  const runtime = fakeRuntime(options)
  const own = { ...settings, ...options.settings }
  const told: string[] = []
  const onProgress = (sentence: string) => told.push(sentence)
  const place = {
    runtime,
    vllmImage: null,
    gpu: null,
    gpus: [],
    vllmPython: undefined,
    facts: null,
    ...options.place,
  }
  const engine = await openServed(
    own,
    { directory: folder, onProgress },
    { place, program, gpus: options.gpus ?? machineGpus() },
  )
  onTestFinished(() => engine.close())
  return { engine, runtime, folder, told }
}
