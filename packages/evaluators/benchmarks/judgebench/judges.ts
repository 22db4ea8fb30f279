import type { Judge, JudgeQuestion, PairVerdict } from '@retable/core'
import { labelVerdict, readLabel } from '../../judgements/arena-label.ts'
import { numberIn } from '../../judgements/number-in.ts'

const repository = 'ScalerLab/JudgeBench at e2c52c2, utils/judges.py'

/** How the pair judges are asked and counted: a tie or no verdict in an order is halfway between right and wrong. */
export const pairRules = {
  asks: 'pair',
  order: 'both',
  ties: 0.5,
  errors: 0.5,
  aggregation: 'A pair is right if its two orders come to more than half.',
} as const

/**
 * Arena-Hard's five labels, [[A>>B]] to [[B>>A]]; how much better is not looked at. Two different labels in a text are
 * no verdict.
 */
export const arenaHard: Judge<PairVerdict> = {
  id: 'arena-hard',
  version: '1',
  source: `${repository} (ArenaHard)`,
  ...pairRules,
  prompt: render,
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
  ...pairRules,
  ties: 'none',
  promptSource: `${repository} (Vanilla)`,
  parse: (text) => bareAnswers.get(text.trim()) ?? null,
}

/** A number for each response by itself; its order does not matter, so one is asked. */
export const rewardModel: Judge<number> = {
  id: 'reward-model',
  version: '1',
  source: `${repository} and run_judge.py (--single_game)`,
  asks: 'single',
  order: 'given',
  promptSource: 'none: a reward model is given question and response in its own chat template',
  parse: numberIn,
  ties: 'none',
  errors: 'left out',
  aggregation:
    'Equal scores say that the second response is better, as in the source: the pair is right if that is its label. A row without two numbers is broken.',
}

/** The decision of a reward model's two scores; never a tie. */
export function decisionOfScores([first, second]: readonly [number, number]): PairVerdict {
  return first > second ? 'first' : 'second'
}

/** Pair judges by id. */
export const pairJudges: readonly Judge<PairVerdict>[] = [arenaHard, vanilla]

function render({ instruction, responses }: JudgeQuestion): string {
  const [a = '', b = ''] = responses
  return [
    'Two assistants answered the same question. First work out your own answer, then hold theirs against it: which is',
    'right, which helps more. End with one of [[A>>B]], [[A>B]], [[A=B]], [[B>A]], [[B>>A]]: the doubled sign means',
    'much better, the single one better, = about as good.',
    `\nQuestion:\n${instruction}\n\nAnswer of A:\n${a}\n\nAnswer of B:\n${b}\n`,
  ].join('\n')
}
