import type { Mean } from './mean.ts'
import { areEqual } from './numeric/spread.ts'

/** A mean whose items come in clusters. */
export interface ClusteredMean extends Mean {
  readonly clusters: number
}

/**
 * Mean of per-item values where items share a source (a passage, a template, a conversation) and so are not
 * independent: the standard error sums residuals within a cluster before squaring (Liang & Zeger 1986; for evaluations
 * Miller 2024, arXiv 2411.00640v1, section 2.2), times G / (G − 1) for G clusters. With every item its own cluster it
 * is that of `meanOf`.
 *
 * @param clusters - the cluster of each value
 * @returns standard error null below two clusters
 */
export function clusteredMean(values: readonly number[], clusters: readonly string[]): ClusteredMean {
  if (values.length !== clusters.length) throw new RangeError('every value needs its cluster')
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const residuals = new Map<string, number>()
  values.forEach((value, i) => {
    const cluster = clusters[i]!
    residuals.set(cluster, (residuals.get(cluster) ?? 0) + value - mean)
  })
  const count = residuals.size
  if (count < 2) return { mean, standardError: null, n, clusters: count }
  if (areEqual(values)) return { mean, standardError: 0, n, clusters: count }
  const squares = [...residuals.values()].reduce((sum, residual) => sum + residual ** 2, 0)
  return { mean, standardError: Math.sqrt((count / (count - 1)) * squares) / n, n, clusters: count }
}
