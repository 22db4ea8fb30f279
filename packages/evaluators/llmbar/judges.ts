import type { Judge, PairVerdict } from '@retable/core'

const repository = 'princeton-nlp/LLMBar at 900616b, LLMEvaluator/evaluate.py and evaluators/config'

/**
 * Answers that begin, or have a line that begins, with "Output (a)" or "Output (b)": all but the reasoning ones. There is
 * no tie. An answer without a verdict is wrong in its order, and agrees with nothing but another such answer.
 */
export const outputLine: Judge<PairVerdict> = {
  id: 'output-line',
  version: '1',
  source: `${repository}: Vanilla, Metrics, Reference, second step of Swap, CoT of PaLM2`,
  parse: firstPattern(/(?:^|\n) ?Output \(a\)/, /(?:^|\n) ?Output \(b\)/),
}

/** Answers that reason and conclude "Output (a) is better."; the first pattern wins where both are there. */
export const outputIsBetter: Judge<PairVerdict> = {
  id: 'output-is-better',
  version: '1',
  source: `${repository}: CoT, Swap_CoT, first step of Swap`,
  // The source's last dot is a pattern's, so any one character but a line's end serves.
  parse: firstPattern(/Output \(a\) is better[^\n]/, /Output \(b\) is better[^\n]/),
}

/**
 * A whole number for each output by itself; nothing else may stand in the answer. Equal ratings count as the second
 * output in one order and the first in the other: one half. So does a pair of which one is no whole number.
 */
export const rating: Judge<number> = {
  id: 'rating',
  version: '1',
  source: `${repository}: Rating`,
  parse(text) {
    const given = text.trim()
    if (!/^[+-]?\d+(?:_\d+)*$/.test(given)) return null
    const value = Number(given.replaceAll('_', ''))
    return Number.isFinite(value) ? value : null
  },
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
