import type { Drawn, Prompt, Question, UnitValues } from '@retable/core'
import { wordCount } from '@retable/evaluators'
import type { Setup, TestItem } from '../setup.ts'

/** A test instruction as a model is asked it. */
export interface TestPrompt extends Prompt {
  readonly prompt: string
  readonly item: TestItem
}

/** A response beside the baseline's, under the instruction without its limit; the baseline's comes first. */
export interface Contest extends Question {
  readonly responses: readonly [baseline: string, response: string]
}

/** What a response counts against the baseline's: 1 for a win, 0, or what a tie counts; null where there is no verdict. */
export interface Credit {
  readonly id: string
  readonly credit: number | null
}

/** The prompts of test items, with their limits scaled to a share of themselves, or without limits. */
export function promptsOf(
  items: readonly TestItem[],
  template: Setup['limits']['template'],
  scale: number | null,
): TestPrompt[] {
  return items.map((item) => {
    const limit = scale === null ? item.limit : Math.max(1, Math.round(item.limit * scale))
    const { id, instruction } = item
    return {
      id,
      prompt: scale === null ? instruction : template(instruction, limit),
      item: { ...item, limit },
    }
  })
}

/** The contests that a judge has to decide: not those of equal responses, nor of one that lost by its length. */
export function contestsOf(answers: readonly Drawn<TestPrompt>[], isLimited: boolean): Contest[] {
  return answers.flatMap(({ of: { id, item }, completions }) => {
    const response = completions[0]!.text
    if (response === item.baseline || (isLimited && isOver(item, response))) return []
    return [{ id, instruction: item.instruction, responses: [item.baseline, response] }]
  })
}

/**
 * Win rate against the baseline (section 3: a response over a stated limit loses; equal responses tie; a contest without a
 * verdict counts in no mean).
 */
export function winsOf(
  answers: readonly Drawn<TestPrompt>[],
  credits: readonly Credit[],
  isLimited: boolean,
): UnitValues {
  const judged = new Map(credits.map(({ id, credit }) => [id, credit]))
  const creditOf = (item: TestItem, response: string) => {
    if (isLimited && isOver(item, response)) return 0
    return response === item.baseline ? 0.5 : (judged.get(item.id) ?? null)
  }
  const values = answers.flatMap(({ of: { item }, completions }) => {
    const value = creditOf(item, completions[0]!.text)
    return value === null ? [] : [{ item: item.id, value }]
  })
  return { metric: 'win_rate', unit: 'fraction', values }
}

/** How often responses are over the limit, stated or not, and how long they are; with what else a tier tells of them. */
export function lengthsOf(answers: readonly Drawn<TestPrompt>[], grade: Setup['grade']): UnitValues[] {
  const responses = answers.map(({ of: { item }, completions }) => ({ item, response: completions[0]!.text }))
  const graded = responses.map(({ item, response }) => [
    { metric: 'violation_rate', unit: 'fraction', value: isOver(item, response) ? 1 : 0 },
    { metric: 'mean_words', unit: 'words', value: wordCount(response) },
    ...(grade?.(item, response) ?? []),
  ])
  return (graded[0] ?? []).map(({ metric, unit }, column) => ({
    metric,
    unit,
    values: graded.map((values, i) => ({ item: responses[i]!.item.id, value: values[column]!.value })),
  }))
}

function isOver({ limit }: TestItem, response: string): boolean {
  return wordCount(response) > limit
}
