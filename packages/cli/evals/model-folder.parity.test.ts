import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { pythonEnvironment } from '@retable/harness'
import { sumsModule } from '@retable/harness/testing'
import { beforeAll, expect, test } from 'vitest'
import { storeDirectory } from '../src/environment.ts'
import { emptyFolder, retable, told } from './eval-cli.ts'

const programs = path.join(import.meta.dirname, '../../trainer/python')
const environments = path.join(storeDirectory(), 'python')
let python: string
// The environment is made once, of more than a gigabyte.
beforeAll(async () => {
  const lockFile = path.join(programs, 'requirements.cpu.lock')
  python = await pythonEnvironment({ lockFile, directory: environments, minorVersion: 11 })
}, 900_000)

/** A random tiny Llama that a person may have trained. */
async function makeModel(folder: string, seed: number): Promise<string> {
  const settings = {
    ...{ layers: 2, width: 32, heads: 4, keyValueHeads: 2, intermediate: 64, context: 128, vocabulary: 300 },
    ...{
      seed,
      initializerRange: 0.3,
      corpus: ['Work this out: 1 + 2 = 3', 'and end with the number: 40 + 2'],
    },
  }
  const words = ['-m', 'retable_trainer', 'make-tiny', folder]
  await execa(python, words, { env: { PYTHONPATH: programs }, input: JSON.stringify(settings) })
  return folder
}

/** A folder with a store that has no answers, and the Python environments that are there already. */
async function freshFolder(): Promise<string> {
  const folder = await emptyFolder()
  await mkdir(path.join(folder, 'store'))
  await symlink(environments, path.join(folder, 'store/python'))
  return folder
}

const evalFolder = (place: string, model: string, ...words: string[]) => {
  const asked = ['eval', sumsModule, '--model', model, '--limit', '4', '--max-tokens', '12', '--no-probe']
  return retable(place, [...asked, '--out', path.join(place, 'record'), ...words])
}
const recordOf = (place: string, name: string) => readFile(path.join(place, 'record', name), 'utf8')
// Python programs take seconds to start, and minutes on a busy machine.
const limit = { timeout: 300_000 }

test(
  'one’s own checkpoint is one command; its samples are kept by its hash, and are the same each time',
  limit,
  async () => {
    const place = await freshFolder()
    const model = await makeModel(path.join(place, 'my checkpoint'), 1)
    const first = await evalFolder(place, model)
    expect([first.exitCode, first.stderr]).toEqual([0, expect.any(String)])
    expect(first.stdout).toContain('my checkpoint: sums')
    const manifest = await recordOf(place, 'manifest.json')
    const { endpoint } = JSON.parse(manifest) as {
      readonly endpoint: { readonly model: string; readonly version: Readonly<Record<string, unknown>> }
    }
    expect(endpoint.model).toBe('my checkpoint')
    expect(endpoint.version).toMatchObject({
      weightsSha256: expect.stringMatching(/^[\da-f]{64}$/),
      server: expect.stringMatching(
        /^retable_trainer [\da-f]{12}, torch [\d.+a-z]+, transformers [\d.]+, tokenizers [\d.]+$/,
      ),
      ...{ slots: 1, threads: 1, context: 128 },
    })
    expect(manifest).not.toContain(place)
    const again = await evalFolder(place, model, '--dry-run')
    expect(again.stdout).toContain('0 of 4 requests are new')

    const elsewhere = await freshFolder()
    const same = await makeModel(path.join(elsewhere, 'my checkpoint'), 1)
    expect((await evalFolder(elsewhere, same)).exitCode).toBe(0)
    for (const name of ['manifest.json', 'results.json', 'scores.jsonl', 'outputs/sums.jsonl']) {
      expect(await recordOf(elsewhere, name)).toBe(await recordOf(place, name))
    }

    const other = await makeModel(path.join(await emptyFolder(), 'my checkpoint'), 2)
    expect((await evalFolder(place, other, '--dry-run')).stdout).toContain('4 of 4 requests are new')
  },
)

test(
  'an architecture that Transformers does not know, and weights that lack, are one sentence',
  limit,
  async () => {
    const place = await freshFolder()
    const model = await makeModel(path.join(place, 'odd'), 1)
    const file = path.join(model, 'config.json')
    const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
    const changed = async (fields: object) => {
      await writeFile(file, JSON.stringify({ ...config, ...fields }))
      const { exitCode, stdout, stderr } = await evalFolder(place, model)
      expect([exitCode, stdout]).toEqual([3, ''])
      expect(told(stderr).trim().split('\n').at(-1)).toMatch(/^retable: /)
      return stderr
    }
    // What it was made with lists another config.json.
    expect(await changed({ model_type: 'odd' })).toContain(
      'holds another config.json than its hashes.json lists',
    )
    await rm(path.join(model, 'hashes.json'))
    expect(await changed({ model_type: 'odd' })).toContain(
      'odd cannot be served: its architecture, odd, is none that the locked Transformers knows',
    )
    expect(await changed({ num_hidden_layers: 3 })).toContain('odd cannot be served: ')
  },
)
