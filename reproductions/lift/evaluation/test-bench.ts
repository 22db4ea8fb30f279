import type { Handle, Lab, ModelHandle } from '@retable/core'
import type { PairJudge, Setup, TestItem, TestSet } from '../setup.ts'
import { contestsOf, lengthsOf, promptsOf, winsOf, type TestPrompt } from './responses.ts'

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
  const promptsFor = (name: string, items: Handle<readonly TestItem[]>, set: TestSet, scale: number | null) =>
    lab.derive(
      `${name}/prompts`,
      { items },
      (given) => promptsOf(given.items, limits.template, scale),
      set.size,
    )
  const sets = setup.tests.map((set) => {
    const items = lab.data(set.name, set)
    return { set, items, prompts: promptsFor(set.name, items, set, set.isLimited ? 1 : null) }
  })
  const { set: limited, items } = sets.find(({ set }) => set.isLimited)!
  const scaled = scales.map((scale) => {
    const name = `${limited.name} x ${scale}`
    return { name, prompts: promptsFor(name, items, limited, scale) }
  })
  const ask = (name: string, model: ModelHandle, prompts: Handle<readonly TestPrompt[]>) => {
    const answers = lab.generate(`${name}/answers`, model, prompts, { samples: 1, sampling })
    lab.measure(
      name,
      lab.derive(`${name}/lengths`, { answers }, (given) => lengthsOf(given.answers, grade)),
    )
    return answers
  }
  return {
    test(arm, model) {
      for (const { set, prompts } of sets) {
        const name = `${arm}/${set.name}`
        measureWins(lab, { name, answers: ask(name, model, prompts), set, judge })
      }
    },
    testScaled(arm, model) {
      for (const { name, prompts } of scaled) ask(`${arm}/${name}`, model, prompts)
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
