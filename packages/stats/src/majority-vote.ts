/** A vote among the answers of one item's samples. */
export interface Vote {
  /** Indices of the first sample of every answer with the most votes, in order of appearance. */
  readonly leaders: readonly number[]
  /** Votes of each leader. */
  readonly votes: number
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
  return { leaders: [...tally.values()].filter((c) => c.votes === most).map((c) => c.first), votes: most }
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

/**
 * How far one item's samples agree: the share that gives the most common answer (the vote share of self-consistency,
 * Wang et al., arXiv 2203.11171v4, section 2; ScPO, arXiv 2411.04109v3, section 2). 0 if nobody voted.
 *
 * @param answers - one per sample; null is a sample without an answer, which counts among the samples
 */
export function consistency(
  answers: readonly (string | null)[],
  options: { readonly nullVotes: boolean },
): number {
  return answers.length === 0 ? 0 : majorityVote(answers, options).votes / answers.length
}
