import type { Item } from '@retable/core'
import { finalAnswer, test, train, zeroShotCot } from '@retable/evaluators/gsm8k'
import type { TaskSet } from './task-set.ts'
import { taskSource } from './task-source.ts'

const form = { prompt: zeroShotCot.render, solution: goldSolution }

/** GSM8K: the prompt asks for what the paper's asks for (appendix B.1), in our own words. */
export const gsm8kTasks: TaskSet = {
  training: taskSource([train], form),
  test: taskSource([test], form),
  benchmark: { id: 'gsm8k', version: '1' },
  variant: finalAnswer,
  stop: zeroShotCot.stop,
}

/**
 * The data set's own solution as a response: its calculator marks are left out, and its "#### 18" becomes the line that
 * the prompt asks for, so that what a model learns from it can be found.
 */
export function goldSolution({ solution = '', gold }: Item): string {
  const [steps = ''] = solution.split('####')
  return `${steps.replace(/<<[^>]*>>/g, '').trim()}\nFinal answer: ${gold}`
}
