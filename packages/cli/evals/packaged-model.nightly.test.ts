import { expect, test } from 'vitest'
import { benchmarks, disturbedAndNot, evalPackaged, freshFolder, textsIn } from './packaged-model.ts'

const asked = { items: 20 }
let first: ReadonlyMap<string, string>

test(
  'a packaged model gives the same texts in another order, with its server and its client killed half way',
  // It writes 40 answers of up to 96 tokens twice, on one thread: two minutes on a quiet machine, more on a busy one.
  { timeout: 900_000 },
  async () => {
    first = await disturbedAndNot(asked)
  },
)

test(
  'with 8 slots every sample is asked anew, and none is taken from those of one slot',
  // As above, once.
  { timeout: 600_000 },
  async () => {
    const folder = await freshFolder()
    const { exitCode, stdout } = await evalPackaged(folder, benchmarks, asked, '--concurrency', '8')
    expect(exitCode).toBe(0)
    expect(stdout).not.toContain('from the store')
    const texts = await textsIn(folder)
    expect([...texts.keys()].toSorted()).toEqual([...first.keys()].toSorted())
    const differing = [...texts].filter(([id, text]) => first.get(id) !== text).length
    process.stdout.write(`of 40 texts, ${differing} differ between 8 slots and 1\n`)
  },
)
