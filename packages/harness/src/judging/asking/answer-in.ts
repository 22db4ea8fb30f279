import type { Asked } from '@retable/client'
import type { JudgeAnswer } from '@retable/core'

/**
 * What a judge reads of an answer: its text as it stands where it was cut, and an empty one where there is none beside a
 * thought or a refusal. Null where the request failed: that is no judgement.
 */
export function answerIn(answer: Asked): JudgeAnswer | null {
  if (answer.outcome === 'failed') return null
  const hasText =
    answer.outcome === 'answered' || (answer.outcome === 'truncated' && answer.cut !== 'thought')
  // Some servers give the token that they drew, and no list of the likeliest: nothing can be read of that.
  const top = answer.logProbs?.[0]?.top ?? []
  return {
    text: hasText ? answer.text : '',
    ...finishOf(answer),
    ...(top.length > 0 && {
      firstToken: top.map(({ token, logProbability }) => [token, logProbability] as const),
    }),
  }
}

function finishOf(answer: Asked): Pick<JudgeAnswer, 'finish'> {
  if (answer.outcome === 'truncated') return { finish: 'length' }
  if (answer.outcome === 'answered') return { finish: 'stop' }
  return answer.outcome === 'unanswered' && answer.why === 'filtered' ? { finish: 'content_filter' } : {}
}
