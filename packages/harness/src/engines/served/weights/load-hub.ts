import type { Model, PublishedWeights } from '@retable/core'
import { HarnessError } from '../../../errors.ts'
import type { ServedContext } from '../context.ts'
import type { LoadOptions } from './load.ts'

/** Weights of a hub, by their pins. */
export function loadHub(
  _context: ServedContext,
  { repository, revision }: Extract<PublishedWeights, { kind: 'hub' }>,
  { here }: LoadOptions,
): Promise<Model | undefined> {
  if (here) return Promise.resolve(undefined)
  const message = `${repository} at ${revision} cannot be fetched: weights of a hub are not pinned yet`
  return Promise.reject(new HarnessError('harness/weights', message, { kind: 'environment' }))
}
