import { isServedHere } from '@retable/harness/evals'
import { CliError } from '../../../errors.ts'
import type { EvalVerbRequest } from '../../eval/eval-request.ts'
import type { JudgingRequest } from '../judge-request.ts'

/** The options of an evaluation, of one benchmark. */
export type OwnRequest = EvalVerbRequest & { readonly benchmark: string }

/** What a model is reached with: its key and what else may be secret, or is for its server alone. */
const ofModelsAddress = ['profile', 'extraBody', 'keyEnv'] as const

/** How a model is served that no endpoint serves. */
const ofServing = ['runtime', 'runtimeSettings', 'gpus', 'serverNodes'] as const

/**
 * The judge in place of the model. At an address of its own nothing is sent that was meant for the model's: no key, no
 * header and no further field, unless they are named as the judge's.
 *
 * @throws CliError `cli/judge` where none is named, or a key that is not there
 */
export async function judgingRequest(request: OwnRequest): Promise<JudgingRequest> {
  const { judgeModel, judgeBaseUrl, judgeKeyEnv, judgeModelVersion, judgePrices, given } = request
  if (judgeModel === undefined) {
    throw new CliError(
      'cli/judge',
      `who judges? ${request.benchmark} needs a judge: name it with --judge-model, and where it is served with --judge-base-url`,
    )
  }
  if (request.prices !== undefined && judgePrices === undefined) {
    throw new CliError(
      'cli/judge',
      '--prices are the model’s: name the judge’s with --judge-prices, as a JSON file of the same form',
    )
  }
  if (judgeKeyEnv !== undefined && !process.env[judgeKeyEnv]) {
    throw new CliError(
      'cli/judge',
      `--judge-key-env names an environment variable that is not set: ${judgeKeyEnv}`,
    )
  }
  const hasOwnAddress = judgeBaseUrl !== undefined
  const isServed = !hasOwnAddress && (await isServedHere(judgeModel))
  const left: readonly string[] = [
    ...(hasOwnAddress ? ofModelsAddress : []),
    ...(isServed ? [] : ofServing),
    ...['modelVersion', 'temperature'],
  ]
  const own = Object.fromEntries(Object.entries(request).filter(([name]) => !left.includes(name)))
  return withoutLength({
    ...(own as unknown as OwnRequest),
    model: judgeModel,
    given: new Set([
      ...[...given].filter((name) => !left.includes(name)),
      ...(judgeKeyEnv === undefined ? [] : ['keyEnv']),
    ]),
    ...(hasOwnAddress ? { baseUrl: judgeBaseUrl, keyEnv: noVariable } : {}),
    ...(judgeKeyEnv === undefined ? {} : { keyEnv: judgeKeyEnv }),
    ...(judgePrices === undefined ? {} : { prices: judgePrices }),
    ...(judgeModelVersion === undefined ? {} : { modelVersion: judgeModelVersion }),
  })
}

/** No environment has a variable without a name. */
const noVariable = ''

/** A length that was given is the model's, and no judge's. */
export function withoutLength<T extends { readonly maxTokens: number }>(request: T): Omit<T, 'maxTokens'> {
  return without(request, 'maxTokens')
}

/** An object without one of its members. */
export function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Omit<T, K>
}
