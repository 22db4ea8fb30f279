import type { Asset, DataSource } from '@retable/core'
import { annotationsOf, readAnnotations, weightedJudge } from '@retable/evaluators/alpaca-eval'

/** A public model's answer to an instruction of AlpacaEval. */
export interface Answer {
  readonly instruction: string
  readonly text: string
  /** Log-odds that AlpacaEval 2's judge prefers it to the baseline's, which is the same for all models. */
  readonly logOdds: number
}

/** Public models whose answers are often short. */
export const answeringModels = [
  'claude-2.1_concise',
  'gpt-3.5-turbo-1106',
  'gpt35_turbo_instruct',
  'text_davinci_001',
  'alpaca-7b',
  'phi-2',
  'falcon-7b-instruct',
  'gpt4_0613_concise',
  'gemma-7b-it',
  'claude-2',
  'OpenHermes-2.5-Mistral-7B',
  'vicuna-13b-v1.5',
  'humpback-llama2-70b',
] as const

/**
 * Judged answers of these models. Those of more words than `mostTokens` are left out here already: a word between spaces
 * has one token or more.
 */
export function answersOf(models: readonly string[], mostTokens: number): DataSource<Answer> {
  const files = models.map((model): Asset => {
    const asset = annotationsOf(model)
    if (asset === undefined) throw new Error(`the annotations of ${model} are not pinned`)
    return asset
  })
  return {
    size: 805 * models.length,
    files,
    make: (_random, bytes) => bytes.flatMap((each, i) => answersIn(each, files[i]!.name, mostTokens)),
  }
}

function answersIn(bytes: Uint8Array, name: string, mostWords: number): Answer[] {
  return readAnnotations({ bytes, name }, weightedJudge).rows.flatMap(({ instruction, output, chance }) => {
    const text = output.trim()
    if (chance === null || text === '' || text.split(/\s+/).length > mostWords) return []
    return [{ instruction, text, logOdds: logOdds(chance) }]
  })
}

/** Of a chance; one of 0 or 1 is taken a billionth inside. */
function logOdds(chance: number): number {
  const [of, against] = [chance, 1 - chance].map((each) => Math.max(each, 1e-9))
  return Math.log(of! / against!)
}
