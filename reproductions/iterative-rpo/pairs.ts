import type { Drawn, Grade, PreferencePair, PromptedText, Task, UnitValues, Variant } from '@retable/core'

/** The right and the wrong responses of one task, each in sampling order. */
export interface SplitTask {
  readonly task: Task
  readonly winners: readonly string[]
  readonly losers: readonly string[]
}

/** Splits each task's responses by whether their final answer is right (arXiv 2404.19733v3, section 2). */
export function splitByAnswer(
  samples: readonly Drawn<Task>[],
  variant: Variant,
  options: { readonly goldAmongWinners: boolean },
): SplitTask[] {
  return samples.map(({ of: task, completions }) => {
    const graded = completions.map(({ text }) => ({ text, grade: variant.grade(text, { gold: task.gold }) }))
    const texts = (wanted: (grade: Grade) => boolean) =>
      graded.filter(({ grade }) => wanted(grade)).map(({ text }) => text)
    const gold = options.goldAmongWinners ? [task.solution] : []
    return {
      task,
      winners: [...texts(({ score }) => score === 1), ...gold],
      losers: texts(({ score }) => score !== 1),
    }
  })
}

/**
 * Up to `perTask` pairs of each task: winners and losers are walked side by side, each from its start again when it
 * ends; a task without winners or without losers gives none (section 2, footnote 2).
 */
export function pairUp(split: readonly SplitTask[], perTask: number): PreferencePair[] {
  return split.flatMap(({ task, winners, losers }) => {
    if (winners.length === 0 || losers.length === 0) return []
    return Array.from({ length: perTask }, (_, i) => ({
      prompt: task.prompt,
      chosen: winners[i % winners.length]!,
      rejected: losers[i % losers.length]!,
    }))
  })
}

/** The data set's own solutions, as texts to imitate. */
export function goldOf(tasks: readonly Task[]): PromptedText[] {
  return tasks.map(({ prompt, solution }) => ({ prompt, completion: solution }))
}

/** How many pairs each task gives. */
export function countPairs(split: readonly SplitTask[], perTask: number): UnitValues {
  const values = split.map(({ task, winners, losers }) => ({
    item: task.id,
    value: winners.length > 0 && losers.length > 0 ? perTask : 0,
  }))
  return { metric: 'pairs', unit: 'pairs', values }
}

/** Share of first responses that are right; none of no responses is no number. */
export function meanScore(samples: readonly Drawn<Task>[], variant: Variant): number {
  const scores = samples.map(
    ({ of: { gold }, completions }) => variant.grade(completions[0]!.text, { gold }).score,
  )
  return scores.reduce<number>((sum, score) => sum + score, 0) / scores.length
}
