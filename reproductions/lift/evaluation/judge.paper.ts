import type { Judged, Lab, Sampling } from '@retable/core'
import { weightedJudge } from '@retable/evaluators'
import type { PairJudge } from '../setup.ts'
import type { Contest, Credit } from './responses.ts'

/** The paper's judge: GPT-4 Turbo with AlpacaEval 2's annotator, one answer for each pair, in an order that is drawn. */
export function judgeByAnnotator(name: string, sampling: Sampling): (lab: Lab) => PairJudge {
  return (lab) => {
    const judge = lab.model('judge', { kind: 'api', name })
    return (step, contests, most) => {
      const asked = lab.judge(`${step}/verdicts`, judge, weightedJudge, contests, { samples: 1, sampling })
      return lab.derive(step, { asked }, (given) => creditsOf(given.asked), most)
    }
  }
}

/** The chance that the response beats the baseline, which stands first in a contest: a preference p of the order shown is p − 1. */
export function creditsOf(judged: readonly Judged<Contest, number>[]): Credit[] {
  return judged.map(({ of: { id }, judgements }) => {
    const { verdict, order } = judgements[0]!
    if (verdict === null) return { id, credit: null }
    return { id, credit: order === 'given' ? verdict - 1 : 2 - verdict }
  })
}
