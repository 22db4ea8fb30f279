/** A vote among the answers of one item's samples. */
export interface Vote {
  /** Indices of the first sample of every answer with the most votes, in order of appearance. */
  readonly leaders: readonly number[]
}

/**
 * Counts answers as strings; equal strings are one candidate. `leaders[0]` is the winner under
 * the rule "ties go to the answer seen first" (Python's `Counter.most_common`, which lm-eval uses);
 * a mean over all `leaders` is the expected value under ties broken at random.
 *
 * @param answers - one per sample, in sampling order; null is a sample without an answer
 * @param options - `nullVotes`: whether null is a candidate like any other
 * @returns no leaders if nobody voted
 */
export function majorityVote(
  answers: readonly (string | null)[],
  options: { readonly nullVotes: boolean },
): Vote {
  const tally = new Map<string | null, { first: number; votes: number }>()
  let most = 0
  answers.forEach((answer, index) => {
    if (answer === null && !options.nullVotes) return
    const candidate = tally.get(answer) ?? { first: index, votes: 0 }
    candidate.votes += 1
    tally.set(answer, candidate)
    most = Math.max(most, candidate.votes)
  })
  return { leaders: [...tally.values()].filter((c) => c.votes === most).map((c) => c.first) }
}

/** Scores of a majority vote over one item: by the first-seen rule, and expected under random ties. */
export interface VoteScore {
  readonly firstSeen: number
  readonly expected: number
}

/**
 * Grades the majority of one item's samples. A vote that nobody won scores 0.
 *
 * @param samples - extracted answer and score of each sample; equal answers have equal scores
 */
export function majorityScore(
  samples: readonly { readonly extracted: string | null; readonly score: number }[],
  options: { readonly nullVotes: boolean },
): VoteScore {
  const { leaders } = majorityVote(
    samples.map((sample) => sample.extracted),
    options,
  )
  const scores = leaders.map((index) => samples[index]?.score ?? 0)
  const [firstSeen = 0] = scores
  const expected = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length)
  return { firstSeen, expected }
}
