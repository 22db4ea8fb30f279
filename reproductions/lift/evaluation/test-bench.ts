import type { Handle, Lab, ModelHandle, Sampling } from '@retable/core'
import { dataOf, type Stage } from '../data/source.ts'
import type { Arm, PairJudge, Setup, TestItem, TestSet } from '../setup.ts'
import { contestsOf, lengthsOf, promptsOf, winsOf, type TestPrompt } from './responses.ts'

/** Puts models to the test (sections 3 and 5). */
export interface TestBench {
  /** Violations, words, and wins against the baseline where something judges, on every test set that is for the arm. */
  readonly test: (arm: Arm, model: ModelHandle) => void
  /** Violations and words under scaled limits, which need no judge (figure 3). */
  readonly testScaled: (arm: Arm, model: ModelHandle) => void
}

/** Lays out what models are tested on, and hands out the tests. */
export function testBench(stage: Stage, setup: Setup): TestBench {
  const { lab } = stage
  const { limits, scales, grade, measures } = setup
  const judge = setup.judge?.(lab)
  const promptsFor = (name: string, items: Handle<readonly TestItem[]>, set: TestSet, scale: number | null) =>
    lab.derive(
      `${name}/prompts`,
      { items },
      (given) => promptsOf(given.items, limits.template, scale),
      set.size,
    )
  const sets = setup.tests.map((set) => {
    const items = dataOf(stage, set.name, set)
    return { set, items, prompts: promptsFor(set.name, items, set, set.isLimited ? 1 : null) }
  })
  const { set: limited, items } = sets.find(({ set }) => set.isLimited)!
  const scaled = scales.map((scale) => {
    const name = `${limited.name} x ${scale}`
    return { name, prompts: promptsFor(name, items, limited, scale) }
  })
  const ask = (
    name: string,
    model: ModelHandle,
    prompts: Handle<readonly TestPrompt[]>,
    sampling: Sampling = setup.sampling,
  ) => {
    const answers = lab.generate(`${name}/answers`, model, prompts, { samples: 1, sampling })
    lab.measure(
      name,
      lab.derive(`${name}/lengths`, { answers }, (given) => lengthsOf(given.answers, grade)),
    )
    if (measures !== undefined) {
      lab.measure(
        name,
        lab.derive(`${name}/soundness`, { answers }, (given) => measures(given.answers)),
      )
    }
    return answers
  }
  return {
    test(arm, model) {
      for (const { set, prompts } of sets) {
        if (set.arms?.includes(arm) === false) continue
        const name = `${arm}/${set.name}`
        const answers = ask(name, model, prompts, set.sampling)
        if (judge !== undefined) measureWins(lab, { name, answers, set, judge })
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
