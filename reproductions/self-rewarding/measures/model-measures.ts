import type { Drawn, Handle, Lab, ModelHandle } from '@retable/core'
import { averageScores } from '@retable/core/preference'
import type { Instruction, Setup } from '../setup.ts'
import { answerFigures } from './answer-figures.ts'
import { exactOutcomes, judgedOutcomes, outcomeFigures, pairsToJudge } from './head-to-head.ts'
import { rewardAbility } from './reward-ability.ts'

/** What is measured of the recipe's models. */
export interface ModelMeasures {
  /** How a model follows the test instructions, and how well it judges (section 3.2). */
  readonly measure: (setting: string, model: ModelHandle) => void
  /** Two measured models' answers, instruction by instruction (figure 3). */
  readonly compare: (left: string, right: string) => void
}

/** Lays out measurements; a model is compared by the answers that it was measured with. */
export function modelMeasures(lab: Lab, setup: Setup): ModelMeasures {
  const { rubric, reviews, evaluation } = setup
  const { answering, grading, length } = evaluation
  const tests = lab.data('test instructions', setup.testInstructions)
  const ranked = lab.data('ranked responses', setup.ranked)
  const grader = grading.kind === 'judged' ? lab.model('grader', grading.grader) : undefined
  const answersOf = new Map<string, Handle<readonly Drawn<Instruction>[]>>()
  return {
    measure(setting, model) {
      const answers = lab.generate(`${setting}/test answers`, model, tests, {
        samples: 1,
        sampling: answering,
      })
      answersOf.set(setting, answers)
      const ofAnswers = lab.derive(`${setting}/answer figures`, { answers }, (given) =>
        answerFigures(given.answers, { grading, length }),
      )
      lab.measure(setting, ofAnswers)
      const judged = lab.judge(`${setting}/ranked reviews`, model, rubric, ranked, reviews)
      const ability = lab.derive(`${setting}/reward ability`, { judged }, (given) =>
        rewardAbility(averageScores(given.judged)),
      )
      lab.measure(setting, ability)
    },
    compare(one, other) {
      const setting = `${one} vs ${other}`
      const both = { left: answersOf.get(one)!, right: answersOf.get(other)! }
      if (grading.kind === 'exact') {
        const outcomes = lab.derive(`${setting}/outcomes`, both, ({ left, right }) =>
          outcomeFigures(exactOutcomes(left, right, grading.quality)),
        )
        lab.measure(setting, outcomes)
        return
      }
      const questions = lab.derive(
        `${setting}/pairs`,
        both,
        ({ left, right }) => pairsToJudge(left, right),
        setup.testInstructions.size,
      )
      const judged = lab.judge(`${setting}/judged`, grader!, grading.judge, questions, grading.drawing)
      const outcomes = lab.derive(`${setting}/outcomes`, { judged }, (given) =>
        outcomeFigures(judgedOutcomes(given.judged)),
      )
      lab.measure(setting, outcomes)
    },
  }
}
