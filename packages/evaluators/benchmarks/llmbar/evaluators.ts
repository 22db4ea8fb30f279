import { sets, type JudgedSet } from './sets.ts'

const models = ['GPT-4', 'ChatGPT', 'ChatGPT-0301', 'LLaMA2', 'PaLM2', 'Falcon'] as const
const ways = [
  'Vanilla',
  'Vanilla_NoRules',
  'CoT',
  'Metrics',
  'Reference',
  'Metrics_Reference',
  'Swap',
  'Swap_CoT',
]
const shots = ['Vanilla_1shot', 'Vanilla_2shot']
const ratingWays = ['Rating', 'Rating_NoRules']
const gpt4RatingWays = ['Rating_Metrics', 'Rating_Reference', 'Rating_Metrics_Reference']

/**
 * The evaluators (model/way to ask) that LLMBar's authors released results of on a set: 65 on its own sets, 8 on the
 * processed ones, 30 in the case study.
 */
export function evaluatorsOn({ kind }: JudgedSet): string[] {
  if (kind === 'processed') {
    return named(['GPT-4', 'ChatGPT', 'LLaMA2', 'PaLM2'], ['Vanilla_NoRules', 'Metrics_Reference'])
  }
  if (kind === 'case-study') return named(models, ['Vanilla', 'CoT', 'Metrics_Reference', 'Swap', 'Swap_CoT'])
  return [
    ...named(models, ways),
    ...named(
      models.filter((model) => model !== 'PaLM2'),
      shots,
    ),
    ...named(['GPT-4', 'ChatGPT'], ratingWays),
    ...named(['GPT-4'], gpt4RatingWays),
  ]
}

/** Every released statistics.json: set and evaluator, 499 of them. */
export function releasedStatistics(): { set: string; evaluator: string }[] {
  return sets.flatMap((set) => evaluatorsOn(set).map((evaluator) => ({ set: set.id, evaluator })))
}

function named(of: readonly string[], asked: readonly string[]): string[] {
  return of.flatMap((model) => asked.map((way) => `${model}/${way}`))
}
