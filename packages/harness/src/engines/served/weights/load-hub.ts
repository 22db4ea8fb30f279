import { fetchHubModel, hubModelHere, hubPin, whatIsUnpinned } from '@retable/assets'
import type { Model, PublishedWeights } from '@retable/core'
import { HarnessError } from '../../../errors.ts'
import type { ServedContext } from '../context.ts'
import type { LoadOptions } from './load.ts'

/**
 * Weights of a hub, by their pins, in `weights/<owner>--<name>/<commit>` under the engine's folder. HF_TOKEN opens gated
 * ones, HF_ENDPOINT names another place of the hub, RETABLE_MIRROR a folder that is looked in first.
 *
 * @throws HarnessError `harness/weights` where they are not pinned; AssetError as of any download
 */
export async function loadHub(
  { directory, onProgress }: ServedContext,
  weights: Extract<PublishedWeights, { kind: 'hub' }>,
  { here, signal }: LoadOptions,
): Promise<Model | undefined> {
  const pin = await hubPin(weights)
  const unpinned = whatIsUnpinned(weights, pin)
  if (pin === undefined || unpinned !== undefined) {
    if (here) return undefined
    throw new HarnessError('harness/weights', unpinned!, { kind: 'environment' })
  }
  const { HF_TOKEN: token, HF_ENDPOINT: address, RETABLE_MIRROR: mirror } = process.env
  const found = here
    ? await hubModelHere(pin, { directory })
    : await fetchHubModel(pin, {
        directory,
        token: token || undefined,
        address: address || undefined,
        mirror: mirror || undefined,
        signal,
        onProgress: ({ name, bytes }, received) =>
          onProgress({ stage: 'installing', message: `fetching ${name}: ${share(received, bytes)}` }),
      })
  return found && { id: weights.repository, hash: found.hash, location: found.folder }
}

function share(received: number, bytes: number): string {
  return bytes > 0 ? `${Math.floor((100 * received) / bytes)} %` : `${received} bytes`
}
