import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../evals/eval-cli.ts'
import { storeDirectory } from '../src/environment.ts'
import { judged } from './judge-cli.ts'
import { storedAnnotations } from './stored-annotations.ts'

/** What a row keeps of the judge's answer. */
interface Row {
  readonly preference: number | null
  readonly raw_completion: {
    readonly logprobs: { readonly content: readonly [{ readonly top_logprobs: readonly object[] }] }
  }
}

// It shows that the parts fit, and nothing of how well so small a model judges.
test(
  'SmolLM2-135M judges 10 real pairs through llama.cpp, by log-probabilities',
  { timeout: 900_000 },
  async () => {
    const folder = await emptyFolder()
    await mkdir(path.join(storeDirectory(), 'python'), { recursive: true })
    await mkdir(path.join(folder, 'store'))
    await symlink(path.join(storeDirectory(), 'python'), path.join(folder, 'store/python'))
    const size = (row: object) => JSON.stringify(row).length
    const annotations = (await storedAnnotations('alpaca-7b'))
      .filter(({ output_1: one, output_2: two }) => one !== two)
      .map(({ instruction, output_1, output_2 }) => ({ instruction, output_1, output_2 }))
      .toSorted((a, b) => size(a) - size(b))
      .slice(0, 10)
    const outputs = annotations.map(({ instruction, output_2: output }) => ({ instruction, output }))
    await writeFile(path.join(folder, 'mine.json'), JSON.stringify(outputs))
    const words = ['judge', 'alpaca-eval', '--outputs', 'mine.json', '--judge-model', 'smollm2-135m']
    const found = await judged(folder, words)
    expect(found.verdicts).toBe('log-probabilities')
    expect(found.failures).toMatchObject({ tasks: 10, withoutJudgement: 0, verdicts: 10 })
    const all = JSON.parse(await readFile(found.file, 'utf8')) as readonly Row[]
    // Instructions without an output keep their places before those that have one.
    const rows = all.filter(({ preference }) => preference !== null)
    expect(rows).toHaveLength(10)
    for (const { raw_completion: raw } of rows) {
      expect(raw.logprobs.content[0].top_logprobs.length).toBeGreaterThan(0)
    }
    expect((await judged(folder, words)).counts).toMatchObject({ fromStore: 10, wanted: 10 })
  },
)
