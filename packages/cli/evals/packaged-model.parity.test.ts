import { test } from 'vitest'
import { disturbedAndNot } from './packaged-model.ts'

test(
  'a packaged model gives the same texts in another order, with its server and its client killed half way',
  // It writes 16 answers of up to 96 tokens twice, on one thread: a minute on a quiet machine, more on a busy one.
  { timeout: 900_000 },
  async () => {
    await disturbedAndNot({ items: 8 })
  },
)
