import { randomInteger, randomStream, shuffled } from '@retable/core'
import type { GradeContext, Variant } from '@retable/core'

/** A worked output whose last sentence is to be written anew, and what it answers. */
export interface WorkedOutput {
  readonly id: string
  /** The output up to its last sentence. */
  readonly body: string
  /** The answer it gives. */
  readonly answer: string
  /** Whether that answer is right. */
  readonly isRight: boolean
  /** An answer that it does not give; the right one where its own is wrong. */
  readonly other: string
  readonly context: GradeContext
}

/** How an output may end: with its answer, with two that contradict each other, or with none. */
export interface Endings {
  readonly answered: readonly ((answer: string) => string)[]
  readonly contradictory: readonly ((answer: string, other: string) => string)[]
  readonly unanswered: readonly string[]
}

/** An output that is graded otherwise than its label says. */
export interface Mistake {
  readonly id: string
  readonly ending: string
  readonly label: number
  readonly score: number
}

/**
 * Grades `count` outputs, drawn by the seed, each with an ending drawn for it; `crooked` of them contradict themselves or
 * give no answer, and are labelled wrong whatever they said before.
 */
export function gradeRewritten(
  variant: Variant,
  outputs: readonly WorkedOutput[],
  options: {
    readonly endings: Endings
    readonly count: number
    readonly crooked: number
    readonly seed: number
  },
): {
  readonly labels: readonly number[]
  readonly scores: readonly number[]
  readonly mistakes: readonly Mistake[]
} {
  const { endings, count, crooked, seed } = options
  const random = randomStream('rewritten endings', seed)
  const drawn = shuffled(random, outputs).slice(0, count)
  const pick = <T>(values: readonly T[]): T => values[randomInteger(random, 0, values.length - 1)]!
  const rows = drawn.map((output, i) => {
    const { answer, other } = output
    if (i >= crooked) return { output, ending: pick(endings.answered)(answer), label: output.isRight ? 1 : 0 }
    if (i % 2 === 0) return { output, ending: pick(endings.unanswered), label: 0 }
    // Either order, so that neither the first nor the last answer is always the right one.
    const [first, second] = random() < 0.5 ? [answer, other] : [other, answer]
    return { output, ending: pick(endings.contradictory)(first, second), label: 0 }
  })
  const scores = rows.map(
    ({ output, ending }) => variant.grade(`${output.body}\n\n${ending}`, output.context).score,
  )
  return {
    labels: rows.map(({ label }) => label),
    scores,
    mistakes: rows.flatMap(({ output, ending, label }, i) =>
      label === scores[i] ? [] : [{ id: output.id, ending, label, score: scores[i]! }],
    ),
  }
}
