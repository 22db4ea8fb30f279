import { createHash } from 'node:crypto'
import type { Engine, Model, PublishedWeights } from '@retable/core'
import type { ServedContext } from '../context.ts'
import { HarnessError } from '../../../errors.ts'
import { loadHub } from './load-hub.ts'
import { loadPackaged } from './load-packaged.ts'

/** What a recipe's engine is told of a fetching. */
export type LoadOptions = Parameters<NonNullable<Engine['load']>>[1]

/**
 * Published weights as a model folder, fetched and made once, with the template that its chats are put in.
 *
 * @throws HarnessError `harness/weights` where there is none to fetch
 */
export async function load(
  context: ServedContext,
  weights: PublishedWeights,
  options: LoadOptions,
): Promise<Model | undefined> {
  const model = await loaded(context, weights, options)
  if (model?.location === undefined) return model
  const { readChatTemplate } = await import('@retable/runtimes/folders')
  const template = await readChatTemplate(model.location)
  return {
    ...model,
    chatTemplate: template === null ? null : createHash('sha256').update(template).digest('hex'),
  }
}

async function loaded(
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
      throw new HarnessError(
        'harness/weights',
        `${weights.name} is served by others: there are no weights of it to fetch`,
        { kind: 'environment' },
      )
  }
}
