export { itemName } from '../judgements/names.ts'
import { promptAsText, type Judge, type JudgeBenchmark, type JudgeRules } from '@retable/core'

/** How a judge is asked and what its verdicts count, as results and lists state it. */
export type StatedJudge = Pick<Judge, 'id' | 'version' | 'asks' | 'order'> & JudgeRules

/** What a result has to state of a judge whose texts it was read from. */
export function statedJudge({ id, version, asks, order, ties, errors }: Judge): StatedJudge {
  return { id, version, asks, order, ties, errors }
}

/** The judges of all variants, each once. */
export function judgesOf({ variants }: JudgeBenchmark): Judge[] {
  return [...new Set(variants.flatMap(({ judges = [] }) => judges))]
}

/** A judge's prompt as a template; where it is not retable's own, the sentence that says where it stands. */
export function promptOf({ asks, prompt, promptSource = '' }: Judge): string {
  if (prompt === undefined) return promptSource
  const responses = asks === 'pair' ? ['{response 1}', '{response 2}'] : ['{response}']
  return promptAsText(prompt({ instruction: '{instruction}', responses }))
}

/** How a judge is asked, in words: `pair, both orders`. */
export function askedText({ asks, order }: Pick<Judge, 'asks' | 'order'>): string {
  if (asks === 'single') return 'single'
  return `pair, ${{ given: 'order as given', both: 'both orders', drawn: 'order drawn' }[order]}`
}

/** What a tie or an answer without a verdict counts, in a word: `½`, `left out`. */
export function ruleText(rule: JudgeRules['ties'] | JudgeRules['errors']): string {
  return rule === 0.5 ? '½' : String(rule)
}
