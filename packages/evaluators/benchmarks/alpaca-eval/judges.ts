import type { Judge, JudgeQuestion } from '@retable/core'
import { pythonChoice } from '@retable/stats/numeric'
import { asFields } from '../../judgements/json-array.ts'

/**
 * Whether alpaca_eval shows the model's output first for this instruction: drawn by CPython's generator from a text, so
 * that it is the same in every run (`PairwiseAnnotator`, seed 0). A preference p then means 3 − p.
 */
export function isSwitched(instruction: string): boolean {
  return pythonChoice(`is_switched_outputs${instruction}0`, [false, true])
}

/**
 * The preference in what a judge answered, as alpaca_eval keeps it (`raw_completion`: a text, or the API's choice), told by
 * baseline and model; null where it holds none.
 */
export function judgedPreference(
  judge: Judge<number>,
  completion: unknown,
  instruction: string,
): number | null {
  const said = judge.parse(typeof completion === 'string' ? completion : JSON.stringify(completion))
  const isTurned = judge.order === 'drawn' && isSwitched(instruction)
  return said !== null && isTurned ? 3 - said : said
}

/** How both judges are asked and counted. */
export const pairRules = {
  asks: 'pair',
  order: 'drawn',
  ties: 0.5,
  errors: 'left out',
  aggregation:
    'The mean of the chances that the model wins. Equal outputs are not shown to the judge and are a tie; an answer without a preference is in no mean.',
} as const

/** AlpacaEval 2's judge: GPT-4 Turbo, asked for one token, of whose log-probabilities a preference is made. */
export const weightedJudge: Judge<number> = {
  id: 'weighted_alpaca_eval_gpt4_turbo',
  version: '1',
  source:
    'alpaca_eval at cd543a1, weighted_alpaca_eval_gpt4_turbo (gpt-4-1106-preview, 1 token, top_logprobs 5) and logprob_parser',
  ...pairRules,
  prompt: render,
  parse: parsePreference,
}

/** AlpacaEval 1's judge: GPT-4 asked to rank the two. */
export const rankingJudge: Judge<number> = {
  id: 'alpaca_eval_gpt4',
  version: '1',
  source: 'alpaca_eval at cd543a1, alpaca_eval_gpt4 (gpt-4-0613, temperature 0) and ranking_parser',
  ...pairRules,
  promptSource: 'alpaca_eval at cd543a1, evaluators_configs/alpaca_eval_gpt4',
  parse: parseRanking,
}

/** What AlpacaEval 2 asks, in own words: which of "m" and "M" is better, answered by that label alone. */
function render({ instruction, responses: [first = '', second = ''] }: JudgeQuestion): string {
  return [
    'Two models, m and M, followed the same instruction. Which response would a person prefer?',
    `Instruction:\n${instruction}`,
    `Response of model m:\n${first}`,
    `Response of model M:\n${second}`,
    'Answer with the label of the better model and nothing else: m or M.',
  ].join('\n\n')
}

/**
 * 2 − P(m) / (P(m) + P(M)): 1 where the first response is surely preferred, 2 where the second is. The text is a label,
 * or the first token's `top_logprobs` as JSON (objects as the API gives them, or pairs), or the whole choice.
 */
function parsePreference(text: string): number | null {
  const label = text.trim()
  if (label === 'm') return 1
  if (label === 'M') return 2
  if (!/^[[{]/.test(label)) return null
  const tokens = topTokens(parseJson(label))
  const [first, second] = [tokens.get('m'), tokens.get('M')]
  if (first === undefined) return second === undefined ? null : 2
  if (second === undefined) return 1
  return 2 - 1 / (1 + Math.exp(second - first))
}

function topTokens(value: unknown): ReadonlyMap<unknown, number> {
  const tokens = new Map<unknown, number>()
  for (const entry of topLogprobs(value)) {
    const [token, logprob] = Array.isArray(entry)
      ? (entry as readonly unknown[])
      : [asFields(entry)['token'], asFields(entry)['logprob']]
    if (typeof logprob === 'number') tokens.set(token, logprob)
  }
  return tokens
}

function topLogprobs(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const { content } = asFields(asFields(value)['logprobs'])
  const first: unknown = Array.isArray(content) ? content[0] : undefined
  const { top_logprobs: given } = asFields(first)
  return Array.isArray(given) ? given : []
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The rank, 1 or 2, of "model_1" in a Python list of {'model': …, 'rank': …}. */
function parseRanking(text: string): number | null {
  const list = text.trim()
  if (!list.startsWith('[') || !list.endsWith(']')) return null
  for (const [, model, rank] of list.matchAll(entries)) {
    if (model === 'model_1') return rank === '1' || rank === '2' ? Number(rank) : null
  }
  return null
}

const entries = /\{ ?["']model["'] ?: ?["']([^"'{}]*)["'] ?, ?["']rank["'] ?: ?(\d{1,9}) ?\}/g
