import { createHash } from 'node:crypto'
import type { Mutant } from './mutant.ts'

/**
 * So many of the mutants, each as likely as any other, in an order that the seed and their keys give: a change of one
 * declaration changes which of its own are drawn, and hardly any other. What is refused is passed over.
 */
export function* drawn(
  mutants: readonly Mutant[],
  seed: string,
  count: number,
  isRefused: (mutant: Mutant) => boolean,
): Generator<Mutant> {
  const place = (mutant: Mutant) => createHash('sha256').update(`${seed} ${mutant.key}`).digest('hex')
  const inOrder = mutants
    .map((mutant) => ({ mutant, at: place(mutant) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
  let left = count
  for (const { mutant } of inOrder) {
    if (left === 0) return
    if (isRefused(mutant)) continue
    left -= 1
    yield mutant
  }
}
