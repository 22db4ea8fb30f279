import type { Judge, JudgeQuestion, PairVerdict } from '@retable/core'

const repository = 'ScalerLab/JudgeBench at e2c52c2, utils/judges.py'
const ties = 'A tie in an order counts 0 between +1 for right and −1 for wrong.'
const errors = 'An answer without a verdict counts 0 in its order, as a tie does.'

/**
 * Arena-Hard's five labels, [[A>>B]] to [[B>>A]]; how much better is not looked at. Two different labels in a text are
 * no verdict.
 */
export const arenaHard: Judge<PairVerdict> = {
  id: 'arena-hard',
  version: '1',
  source: `${repository} (ArenaHard)`,
  asks: 'pair',
  order: 'both',
  render,
  parse: readLabel,
  ties,
  errors,
}

/** A bare answer, "Output (a)" or "Output (b)" and nothing else. */
export const vanilla: Judge<PairVerdict> = {
  id: 'vanilla',
  version: '1',
  source: `${repository} (Vanilla)`,
  asks: 'pair',
  order: 'both',
  parse: (text) => (({ 'Output (a)': 'first', 'Output (b)': 'second' }) as const)[text.trim()] ?? null,
  ties,
  errors,
}

/** A number for each response by itself; its order does not matter, so one is asked. */
export const rewardModel: Judge<number> = {
  id: 'reward-model',
  version: '1',
  source: `${repository} and run_judge.py (--single_game)`,
  asks: 'single',
  order: 'given',
  parse: (text) => (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text.trim()) ? Number(text) : null),
  ties: 'Equal scores say that the second response is better, as in the source: the pair is right if that is its label.',
  errors: 'A pair without two numbers is broken and is not counted.',
}

/** The decision of a reward model's two scores; never a tie. */
export function decisionOfScores([first, second]: readonly [number, number]): PairVerdict {
  return first > second ? 'first' : 'second'
}

/** Pair judges by id. */
export const pairJudges: readonly Judge<PairVerdict>[] = [arenaHard, vanilla]

function readLabel(text: string): PairVerdict | null {
  const labels = new Set(Array.from(text.matchAll(/\[\[([AB<>=]+)\]\]/g), ([, label]) => label))
  if (labels.size !== 1) return null
  const [label = ''] = labels
  const verdicts: Readonly<Record<string, PairVerdict>> = { 'A>B': 'first', 'B>A': 'second', 'A=B': 'tie' }
  return verdicts[label.replaceAll('>>', '>')] ?? null
}

function render({ instruction, responses }: JudgeQuestion): string {
  const [a = '', b = ''] = responses
  return [
    'Two assistants answered the same question. First work out your own answer, then hold theirs against it: which is',
    'right, which helps more. End with one of [[A>>B]], [[A>B]], [[A=B]], [[B>A]], [[B>>A]]: the doubled sign means',
    'much better, the single one better, = about as good.',
    `\nQuestion:\n${instruction}\n\nAnswer of A:\n${a}\n\nAnswer of B:\n${b}\n`,
  ].join('\n')
}
