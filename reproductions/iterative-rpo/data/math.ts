import { randomStream, shuffled, type DataSource, type Item, type Task } from '@retable/core'
import { fourShotCot, hendrycks, test, train } from '@retable/evaluators/math'
import type { TaskSet } from './task-set.ts'
import { itemsOf, taskOf } from './task-source.ts'

/** How many worked examples a prompt shows. */
const shown = 4

/** MATH: four fixed training problems are shown in each prompt (section 3.3), and are no training problems then. */
export const mathTasks: TaskSet = {
  training: {
    size: train.size - shown,
    files: [train.asset],
    make: async (_random, files) => {
      const items = await itemsOf([train], files)
      const examples = shownExamples(items)
      return items.filter((item) => !examples.includes(item)).map((item) => taskOf(item, formOf(examples)))
    },
  },
  test: {
    size: test.size,
    // The examples are of the training set.
    files: [train.asset, test.asset],
    make: async (_random, [ofTraining, ofTest]) => {
      const examples = shownExamples(await itemsOf([train], [ofTraining!]))
      return (await itemsOf([test], [ofTest!])).map((item) => taskOf(item, formOf(examples)))
    },
  } satisfies DataSource<Task>,
  benchmark: { id: 'math', version: '1' },
  variant: hendrycks,
  stop: fourShotCot.stop,
}

/** Which four the paper shows is not stated: these are drawn once for all, among solutions of at most 500 characters. */
export function shownExamples(items: readonly Item[]): readonly Item[] {
  const short = items.filter(({ solution = '' }) => solution.length <= 500)
  return shuffled(randomStream('iterative-rpo', 'math', 'shown examples'), short).slice(0, shown)
}

function formOf(examples: readonly Item[]) {
  return {
    prompt: (item: Item) => fourShotCot.render(item, examples),
    solution: ({ solution = '', gold }: Item) => `${solution}\nFinal answer: \\boxed{${gold}}`,
  }
}
