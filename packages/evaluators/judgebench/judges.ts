import type { Judge, PairVerdict } from '@retable/core'
import { labelVerdict, readLabel } from '../judgements/arena-label.ts'
import { numberIn } from '../judgements/number-in.ts'

const repository = 'ScalerLab/JudgeBench at e2c52c2, utils/judges.py'

/**
 * Arena-Hard's five labels, [[A>>B]] to [[B>>A]]; how much better is not looked at. Two different labels in a text are
 * no verdict. A tie or no verdict in an order counts 0 between +1 for right and −1 for wrong.
 */
export const arenaHard: Judge<PairVerdict> = {
  id: 'arena-hard',
  version: '1',
  source: `${repository} (ArenaHard)`,
  parse: (text) => labelVerdict(readLabel(text))?.verdict ?? null,
}

const bareAnswers: ReadonlyMap<string, PairVerdict> = new Map([
  ['Output (a)', 'first'],
  ['Output (b)', 'second'],
])

/** A bare answer, "Output (a)" or "Output (b)" and nothing else. */
export const vanilla: Judge<PairVerdict> = {
  id: 'vanilla',
  version: '1',
  source: `${repository} (Vanilla)`,
  parse: (text) => bareAnswers.get(text.trim()) ?? null,
}

/**
 * A number for each response by itself; its order does not matter, so one is asked. Equal scores say that the second
 * response is better, as in the source: the pair is right if that is its label.
 */
export const rewardModel: Judge<number> = {
  id: 'reward-model',
  version: '1',
  source: `${repository} and run_judge.py (--single_game)`,
  parse: numberIn,
}

/** The decision of a reward model's two scores; never a tie. */
export function decisionOfScores([first, second]: readonly [number, number]): PairVerdict {
  return first > second ? 'first' : 'second'
}

/** Pair judges by id. */
export const pairJudges: readonly Judge<PairVerdict>[] = [arenaHard, vanilla]
