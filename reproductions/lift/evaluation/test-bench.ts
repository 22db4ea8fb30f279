import type { Handle, Lab, ModelHandle } from '@retable/core'
import type { PairJudge, Setup, TestItem, TestSet } from '../setup.ts'
import { contestsOf, lengthsOf, promptsOf, winsOf } from './responses.ts'

/** A test set whose items a recipe has laid out. */
interface LaidOutSet extends TestSet {
  readonly items: Handle<readonly TestItem[]>
}

/** Puts models to the test (sections 3 and 5). */
export interface TestBench {
  /** Violations, words, and wins against the baseline, on every test set. */
  readonly test: (arm: string, model: ModelHandle) => void
  /** Violations and words under scaled limits, which need no judge (figure 3). */
  readonly testScaled: (arm: string, model: ModelHandle) => void
}

/** Lays out what models are tested on, and hands out the tests. */
export function testBench(lab: Lab, setup: Setup): TestBench {
  const { limits, sampling, scales, grade } = setup
  const judge = setup.judge(lab)
  const sets = setup.tests.map((set) => ({ ...set, items: lab.data(set.name, set.size, set.make) }))
  const ask = (name: string, model: ModelHandle, set: LaidOutSet, scale: number | null) => {
    const prompts = lab.derive(
      `${name}/prompts`,
      { items: set.items },
      ({ items }) => promptsOf(items, limits.template, scale),
      set.size,
    )
    const answers = lab.generate(`${name}/answers`, model, prompts, { samples: 1, sampling })
    lab.measure(
      name,
      lab.derive(`${name}/lengths`, { answers }, (given) => lengthsOf(given.answers, grade)),
    )
    return answers
  }
  return {
    test(arm, model) {
      for (const set of sets) {
        const name = `${arm}/${set.name}`
        const answers = ask(name, model, set, set.isLimited ? 1 : null)
        measureWins(lab, { name, answers, set, judge })
      }
    },
    testScaled(arm, model) {
      const limited = sets.find(({ isLimited }) => isLimited)!
      for (const scale of scales) ask(`${arm}/${limited.name} x ${scale}`, model, limited, scale)
    },
  }
}

function measureWins(
  lab: Lab,
  options: {
    readonly name: string
    readonly answers: Handle<Parameters<typeof contestsOf>[0]>
    readonly set: TestSet
    readonly judge: PairJudge
  },
): void {
  const { name, answers, set, judge } = options
  const contests = lab.derive(
    `${name}/contests`,
    { answers },
    (given) => contestsOf(given.answers, set.isLimited),
    set.size,
  )
  const credits = judge(`${name}/judged`, contests, set.size)
  lab.measure(
    name,
    lab.derive(`${name}/wins`, { answers, credits }, (given) =>
      winsOf(given.answers, given.credits, set.isLimited),
    ),
  )
}
