import { createHash } from 'node:crypto'
import type { Identity } from './identity.ts'

/** What a chat template tells of a model. */
export function templateFacts(
  template: string,
): Required<Pick<Identity, 'templateHash' | 'mentionsThought'>> {
  return {
    templateHash: createHash('sha256').update(template).digest('hex'),
    mentionsThought: /think|thought|reason/i.test(template),
  }
}
