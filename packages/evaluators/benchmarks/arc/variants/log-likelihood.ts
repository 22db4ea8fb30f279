import type { Variant } from '@retable/core'
import { letterAt } from '../letters.ts'

/**
 * The task arc_challenge of lm-evaluation-harness 0.4.13: a model is asked for the log-likelihood of " " and each
 * choice after "Question: ...\nAnswer:", and the greatest one is its answer (the first of equal ones). The output is
 * the list of these numbers as JSON, in the order of the choices; any other list, or another length, is no answer.
 */
export const acc: Variant = variant({
  id: 'acc',
  summary: 'the choice with the greatest log-likelihood',
  metric: 'acc',
  length: () => 1,
})

/** Divided by the number of characters of the choice (Unicode code points, without the space before it), not by bytes. */
export const accNorm: Variant = variant({
  id: 'acc-norm',
  summary: 'the choice with the greatest log-likelihood per character',
  metric: 'acc_norm',
  length: (choice) => [...choice].length,
})

/** Divided by the number of bytes in UTF-8: 10 of the 1,172 questions have choices where that is another number. */
export const accBytes: Variant = variant({
  id: 'acc-bytes',
  summary: 'the choice with the greatest log-likelihood per byte',
  metric: 'acc_bytes',
  length: (choice) => new TextEncoder().encode(choice).length,
})

function variant(rule: {
  readonly id: string
  readonly summary: string
  readonly metric: string
  readonly length: (choice: string) => number
}): Variant {
  return {
    id: rule.id,
    version: '2',
    summary: rule.summary,
    source: `lm-evaluation-harness 0.4.13, task arc_challenge, ${rule.metric}`,
    unparsedVotes: false,
    needsItem: true,
    readsLikelihoods: true,
    grade(output, { gold, item }) {
      const choices = item?.choices ?? []
      const values = numbersIn(output)
      if (values === undefined || choices.length === 0 || values.length !== choices.length) {
        return { extracted: null, gold, score: 0 }
      }
      const scores = values.map((value, index) => value / rule.length(choices[index]!))
      const extracted = letterAt(scores.indexOf(Math.max(...scores)))
      return { extracted, gold, score: extracted === gold ? 1 : 0 }
    },
  }
}

/** Minus infinity is a number here: JSON has none, but 1e999 with a minus is read as it. */
function numbersIn(output: string): readonly number[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(output)
  } catch {
    return undefined
  }
  const areNumbers = Array.isArray(value) && value.every((one) => typeof one === 'number')
  return areNumbers ? (value as readonly number[]) : undefined
}
