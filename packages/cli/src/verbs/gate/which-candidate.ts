import { CliError } from '../../errors.ts'
import type { GateRequest } from './gate-request.ts'

/** A candidate whose scores are there, or one that is asked. */
export type Candidate =
  { readonly kind: 'run'; readonly run: string } | { readonly kind: 'model'; readonly model: string }

/** Options that a model is asked by, as they are written. */
const asking = {
  ...{ baseUrl: 'base-url', keyEnv: 'key-env', profile: 'profile', modelVersion: 'model-version' },
  ...{ concurrency: 'concurrency', stream: 'stream', timeout: 'timeout', extraBody: 'extra-body' },
  ...{ maxTokensTotal: 'max-tokens-total', maxCost: 'max-cost', prices: 'prices', maxFailed: 'max-failed' },
  ...{ seed: 'seed', predictFull: 'predict-full' },
}
/** Options that say how files are read, or would change how a model is asked. */
const ofFiles = { candidate: 'candidate', variant: 'variant', columns: 'columns' }

/** @throws CliError `cli/gate` for options that contradict each other */
export function candidateOf({ sequential, candidate, candidateModel, given }: GateRequest): Candidate {
  const first = (names: Readonly<Record<string, string>>) => Object.keys(names).find((name) => given.has(name)) // prettier-ignore
  if (sequential !== true) {
    const other = first({ candidateModel: '', ...asking })
    if (other !== undefined) {
      const name = other === 'candidateModel' ? 'candidate-model' : asking[other as keyof typeof asking]
      throw new CliError('cli/gate', `--${name} is for a candidate that is asked: give --sequential too`)
    }
    if (candidate !== undefined) return { kind: 'run', run: candidate }
    throw new CliError(
      'cli/gate',
      'which candidate? --candidate names a run or a file, --candidate-model with --sequential a model to ask',
    )
  }
  const other = first(ofFiles)
  if (other !== undefined) {
    const name = ofFiles[other as keyof typeof ofFiles]
    throw new CliError(
      'cli/gate',
      `--${name}: --sequential asks a model exactly as the baseline was; leave it out`,
    )
  }
  if (candidateModel !== undefined) return { kind: 'model', model: candidateModel }
  throw new CliError('cli/gate', 'which model is asked? name it with --candidate-model')
}
