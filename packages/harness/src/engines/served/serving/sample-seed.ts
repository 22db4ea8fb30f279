import { streamSeed } from '@retable/core'

/** The seed of one sample, of 31 bits as servers take it: it follows from the run's seed and the sample's own stream. */
export function sampleSeed(seed: number, stream: string): number {
  return Math.floor(streamSeed(seed, stream) / 2)
}
