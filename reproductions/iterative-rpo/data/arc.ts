import {
  challengeDevelopment,
  challengeTrain,
  easyTrain,
  finalLetter,
  test,
  zeroShotCot,
} from '@retable/evaluators/arc'
import type { TaskSet } from './task-set.ts'
import { taskSource } from './task-source.ts'

const form = { prompt: zeroShotCot.render }

/** ARC: training questions of both sets, tests of the Challenge set; it has no worked solutions (section 3.2). */
export const arcTasks: TaskSet = {
  training: taskSource([challengeTrain, easyTrain], form),
  test: taskSource([test], form),
  benchmark: { id: 'arc', version: '1' },
  variant: finalLetter,
  stop: zeroShotCot.stop,
}

/** The questions that a checkpoint is chosen on. */
export const arcDevelopment = taskSource([challengeDevelopment], form)
