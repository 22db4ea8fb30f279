import type { Drawing, Drawn, PromptedText, Question, UnitValues } from '@retable/core'
import { bestAgainstWorst, type Scored, type ScoredResponse } from '@retable/core/preference'
import type { Instruction } from './setup.ts'

/** A response of a model, to be scored by it. */
export interface OwnAnswer extends Question {
  /** The instruction's id. */
  readonly item: string
  /** What the model was asked. */
  readonly prompt: string
}

/** Each response as a question to its judge. */
export function toReview(answered: readonly Drawn<Instruction>[]): OwnAnswer[] {
  return answered.flatMap(({ of: { id, prompt, instruction }, completions }) =>
    completions.map(({ text }, i) => ({
      id: `${id}/${i}`,
      item: id,
      prompt,
      instruction,
      responses: [text],
    })),
  )
}

/** The responses with their scores, prompt by prompt. */
export function responsesOf(scored: readonly Scored<OwnAnswer>[]): ScoredResponse[] {
  return scored.map(({ of: { item, prompt, responses }, score }) => ({
    id: item,
    prompt,
    response: responses[0]!,
    score,
  }))
}

/** Responses that every review which could be read gave five points, as texts to imitate (appendix A.4). */
export function fullMarks(rated: readonly ScoredResponse[]): PromptedText[] {
  return rated.flatMap(({ prompt, response, score }) =>
    score === 5 ? [{ prompt, completion: response }] : [],
  )
}

/** By instruction: whether it gives a pair, the mean score of its responses, and the share of reviews that could be read. */
export function ownFigures(scored: readonly Scored<OwnAnswer>[], { samples }: Drawing): UnitValues[] {
  const byItem = [...Map.groupBy(scored, ({ of }) => of.item)]
  const means = byItem.flatMap(([item, all]) => {
    const scores = all.flatMap(({ score }) => (score === null ? [] : [score]))
    return scores.length === 0 ? [] : [{ item, value: meanOf(scores) }]
  })
  return [
    {
      metric: 'pairs',
      unit: 'pairs',
      values: byItem.map(([item, all]) => ({ item, value: bestAgainstWorst(responsesOf(all)).length })),
    },
    { metric: 'own score', unit: 'points', values: means },
    {
      metric: 'reviews read',
      unit: 'fraction',
      values: byItem.map(([item, all]) => ({
        item,
        value: meanOf(all.map(({ read }) => read / samples)),
      })),
    },
  ]
}

/** Texts of several sources, one after another. */
export function joined(sources: Readonly<Record<string, readonly PromptedText[]>>): PromptedText[] {
  return Object.values(sources)
    .flat()
    .map(({ prompt, completion }) => ({ prompt, completion }))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
