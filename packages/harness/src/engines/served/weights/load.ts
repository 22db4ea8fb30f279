import type { Engine, Model, PublishedWeights } from '@retable/core'
import type { ServedContext } from '../context.ts'
import { HarnessError } from '../../../errors.ts'
import { loadHub } from './load-hub.ts'
import { loadPackaged } from './load-packaged.ts'

/** What a recipe's engine is told of a fetching. */
export type LoadOptions = Parameters<NonNullable<Engine['load']>>[1]

/**
 * Published weights as a model folder, fetched and made once.
 *
 * @throws HarnessError `harness/weights` where there is none to fetch
 */
export function load(
  context: ServedContext,
  weights: PublishedWeights,
  options: LoadOptions,
): Promise<Model | undefined> {
  switch (weights.kind) {
    case 'packaged':
      return loadPackaged(context, weights.id, options)
    case 'hub':
      return loadHub(context, weights, options)
    case 'api':
      return refuse(weights.name)
  }
}

function refuse(name: string): Promise<never> {
  return Promise.reject(
    new HarnessError('harness/weights', `${name} is served by others: there are no weights of it to fetch`, {
      kind: 'environment',
    }),
  )
}
