import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-nanolm-disk-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** Trains a model of some 12,000 weights, in a process whose files may have so many blocks of 512 bytes. */
function train(blocks: number, checkpointMs: number): { code?: string; kind?: string; message?: string } {
  const module = JSON.stringify(path.join(import.meta.dirname, '../engine.ts'))
  const script = `
    const { openNanolm } = await import(${module})
    const sizes = { pieces: ['a', 'b', '?'], width: 32, layers: 1, heads: 2, context: 12 }
    const engine = openNanolm({ ...sizes, workers: 1, checkpointMs: ${checkpointMs} })
    const optimizer = { kind: 'adamw', learningRate: 0.01, weightDecay: 0, clip: 1, warmup: 0, decayFrom: 0, finalShare: 1, betas: [0.9, 0.95], epsilon: 1e-8 }
    const training = { loss: { kind: 'sft', mean: 'tokens' }, optimizer, batchSize: 2, steps: 3, order: 'given', seed: 1 }
    const folder = ${JSON.stringify(directory)}
    try {
      await engine.train({
        training,
        examples: [{ prompt: 'a', completion: 'b' }],
        output: folder + '/model',
        checkpoint: folder + '/checkpoint',
      })
      console.log('{}')
    } catch ({ code, kind, message }) {
      console.log(JSON.stringify({ code, kind, message }))
    }
    await engine.close()`
  const words = ['-c', `ulimit -f ${blocks}; exec "$0" -e "(async () => { $1 })()"`, process.execPath, script]
  return JSON.parse(execFileSync('sh', words, { encoding: 'utf8' })) as object
}

test.each([
  ['checkpoint', 0],
  ['model', 60_000],
])(
  'a disk that takes no more of a %s is one sentence, and no half of it stays',
  async (file, checkpointMs) => {
    expect(train(16, checkpointMs)).toEqual({
      code: 'nanolm/disk',
      kind: 'environment',
      message: `${directory}/${file} cannot be written: no file may grow that large there (ulimit -f); raise the limit, or name another place`,
    })
    expect(await readdir(directory)).toEqual([])
  },
)

test('with room for both nothing is said', async () => {
  expect(train(4096, 0)).toEqual({})
  expect(await readdir(directory)).toEqual(['model'])
})
