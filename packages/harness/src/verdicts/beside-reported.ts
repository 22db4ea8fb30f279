import type { CellMapping, DiffRow, ReportedCell, SeedResults } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { meanOf } from '@retable/stats'
import { studentQuantile } from '@retable/stats/numeric'

/**
 * Sets measurements beside the cells they belong to. With several seeds the mean over seeds stands there, with the
 * standard error between them. On the nano tier no verdict is drawn.
 */
export function besideReported(
  cells: readonly ReportedCell[],
  mappings: readonly CellMapping[],
  results: readonly SeedResults[],
): DiffRow[] {
  return mappings.flatMap(({ cell, measured: { setting, metric } }) => {
    const reported = cells.find((candidate) => candidate.cell === cell)
    if (reported === undefined)
      throw new HarnessError('harness/reported', `no reported cell has the id "${cell}"`)
    const perSeed = results.flatMap(({ settings }) =>
      settings
        .filter((result) => result.setting === setting)
        .flatMap(({ measurements }) => measurements.filter(({ name }) => name === metric)),
    )
    if (perSeed.length === 0) return []
    const { mean, standardError } =
      perSeed.length === 1
        ? { mean: perSeed[0]!.value, standardError: perSeed[0]!.standardError }
        : meanOf(perSeed.map(({ value }) => value))
    const scale = reported.unit === '%' ? 100 : 1
    const seeds = perSeed.length === 1 ? '' : `; mean of ${perSeed.length} seeds, standard error between them`
    return {
      reported,
      measured: mean * scale,
      standardError: standardError === null ? null : standardError * scale,
      interval: intervalOf(
        mean * scale,
        standardError === null ? null : standardError * scale,
        perSeed.length,
        reported,
      ),
      n: perSeed.reduce((sum, { n }) => sum + n, 0),
      verdict: 'not comparable',
      reason: `nano tier: another model, other data and other sizes than the paper’s${seeds}`,
    }
  })
}

/**
 * The 95 % interval of a difference from a reported cell. Over seeds it is Student's, since so few of them say little of
 * their spread; a reported percentage with its n adds its own binomial error.
 */
function intervalOf(
  measured: number,
  standardError: number | null,
  seeds: number,
  { value, unit, n }: ReportedCell,
): DiffRow['interval'] {
  if (standardError === null) return null
  const reported = Number(value)
  const isShare = unit === '%' && Number(n) > 0
  const own = isShare ? (reported * (100 - reported)) / Number(n) : 0
  const quantile = seeds > 1 ? studentQuantile(0.05, seeds - 1) : normalQuantile
  const half = Math.hypot(quantile * standardError, normalQuantile * Math.sqrt(own))
  const difference = measured - reported
  return { low: difference - half, high: difference + half }
}

/** Of the normal distribution's middle 95 %. */
const normalQuantile = 1.959963984540054
