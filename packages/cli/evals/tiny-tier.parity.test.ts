import { expect, test } from 'vitest'
import { retable } from './eval-cli.ts'
import { freshFolder, outcomeIn, tinyWords } from './tiny-tier.ts'

test(
  'a paper’s two iterations and other arms run through real programs, and each step has something to do',
  // A run starts two dozen programs: minutes on two free cores, many more on busy ones.
  { timeout: 1_800_000 },
  async () => {
    const folder = await freshFolder()
    expect((await retable(folder, tinyWords)).exitCode).toBe(0)
    const whole = await outcomeIn(folder)
    // The base and ten trainings, none of them with nothing to learn.
    expect(whole.models).toHaveLength(11)

    const { results } = JSON.parse(whole.files['results.json']!) as RunResults
    const { settings } = results[0]!
    const accuracies = settings.flatMap(({ measurements }) =>
      measurements.filter(({ name }) => name === 'accuracy').map(({ value }) => value),
    )
    expect(accuracies).toHaveLength(11)
    for (const value of accuracies) expect(value > 0 && value < 1).toBe(true)
    for (const name of ['rpo/iteration 1', 'rpo/iteration 2']) {
      const own = settings.filter(({ setting }) => setting === name)
      const pairs = own.flatMap(({ measurements }) => measurements).find((one) => one.name === 'pairs')!
      expect(pairs.n * pairs.value, name).toBeGreaterThanOrEqual(20)
    }
  },
)

interface RunResults {
  readonly results: readonly {
    readonly settings: readonly {
      readonly setting: string
      readonly measurements: readonly { readonly name: string; readonly value: number; readonly n: number }[]
    }[]
  }[]
}
