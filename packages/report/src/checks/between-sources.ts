import type { Finding } from '@retable/core'

/** Whether what contradicts each other was read in different versions of a paper, or in different sources of it. */
export function isBetweenSources({ cells }: Pick<Finding, 'cells'>): boolean {
  return new Set(cells.map(({ version, read_from }) => JSON.stringify([version, read_from]))).size > 1
}
