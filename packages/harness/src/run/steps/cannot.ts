import type { Engine } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import type { Step } from '../step.ts'

/** An engine that was given work which it does not do. */
export function cannot(
  step: Extract<Step, { role: string }>,
  { identity }: Engine,
  work: 'generate' | 'score' | 'count tokens' | 'train' | 'load published weights',
): HarnessError {
  const name = String(identity['engine'])
  const message = `${step.name}: the engine ${name} plays the role "${step.role}" and cannot ${work}; name one that can in the tier's engines`
  return new HarnessError('harness/engine-cannot', message)
}
