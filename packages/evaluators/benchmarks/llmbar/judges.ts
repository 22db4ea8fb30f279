import type { Judge, JudgeQuestion, PairVerdict } from '@retable/core'

const repository = 'princeton-nlp/LLMBar at 900616b, LLMEvaluator/evaluate.py and evaluators/config'

/** How the pair judges are asked and counted, whatever they read. */
export const pairRules = {
  asks: 'pair',
  order: 'both',
  ties: 'none',
  errors: 0,
  aggregation:
    'Accuracy is the mean of both orders; an answer without a verdict agrees with nothing but another such answer.',
} as const

/** Answers that begin, or have a line that begins, with "Output (a)" or "Output (b)": all but the reasoning ones. */
export const outputLine: Judge<PairVerdict> = {
  id: 'output-line',
  version: '1',
  source: `${repository}: Vanilla, Metrics, Reference, second step of Swap, CoT of PaLM2`,
  ...pairRules,
  prompt: (question) => ask(question, 'Answer with "Output (a)" or "Output (b)" and nothing else.'),
  parse: firstPattern(/(?:^|\n) ?Output \(a\)/, /(?:^|\n) ?Output \(b\)/),
}

/** Answers that reason and conclude "Output (a) is better."; the first pattern wins where both are there. */
export const outputIsBetter: Judge<PairVerdict> = {
  id: 'output-is-better',
  version: '1',
  source: `${repository}: CoT, Swap_CoT, first step of Swap`,
  ...pairRules,
  prompt: (question) =>
    ask(
      question,
      'Explain in a few sentences, then end with "Therefore, Output (a) is better." or the same of (b).',
    ),
  // The source's last dot is a pattern's, so any one character but a line's end serves.
  parse: firstPattern(/Output \(a\) is better[^\n]/, /Output \(b\) is better[^\n]/),
}

/** A whole number for each output by itself; nothing else may stand in the answer. */
export const rating: Judge<number> = {
  id: 'rating',
  version: '1',
  source: `${repository}: Rating`,
  asks: 'single',
  order: 'given',
  promptSource: 'princeton-nlp/LLMBar at 900616b, LLMEvaluator/evaluators: those of Rating',
  parse(text) {
    const given = text.trim()
    if (!/^[+-]?\d+(?:_\d+)*$/.test(given)) return null
    const value = Number(given.replaceAll('_', ''))
    return Number.isFinite(value) ? value : null
  },
  ties: 0.5,
  errors: 0.5,
  aggregation:
    'The half comes of two orders: equal ratings, or one that is no whole number, are for the second output in one of them and for the first in the other.',
}

/** The pair judges by id. */
export const pairJudges: readonly Judge<PairVerdict>[] = [outputLine, outputIsBetter]

/** The rule that a released evaluator's last step is read with; undefined for ratings. */
export function judgeOfEvaluator(evaluator: string): Judge<PairVerdict> | undefined {
  const [model, way = ''] = evaluator.split('/')
  if (way.startsWith('Rating')) return undefined
  const reasons = way === 'Swap_CoT' || (way === 'CoT' && model !== 'PaLM2')
  return reasons ? outputIsBetter : outputLine
}

function firstPattern(a: RegExp, b: RegExp): (text: string) => PairVerdict | null {
  return (text) => (a.test(text.trim()) ? 'first' : b.test(text.trim()) ? 'second' : null)
}

function ask({ instruction, responses }: JudgeQuestion, end: string): string {
  const [a = '', b = ''] = responses
  return [
    'Which of two outputs carries out the instruction better? What counts is whether it does what the instruction',
    `says, before tone, length or style. ${end}`,
    `\nInstruction:\n${instruction}\n\nOutput (a):\n${a}\n\nOutput (b):\n${b}\n`,
  ].join('\n')
}
