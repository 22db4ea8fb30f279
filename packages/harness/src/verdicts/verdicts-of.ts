import type {
  CellMapping,
  ReportedCell,
  RunRecord,
  SeedResults,
  StatedDifference,
  TierSetup,
} from '@retable/core'
import { besideReported } from './beside-reported.ts'
import { namedItems } from './reported-items.ts'
import { testClaims } from './claims/test-claims.ts'

/** What a paper's results are judged by. */
export interface JudgedBy {
  readonly reported: readonly ReportedCell[]
  readonly mappings: readonly CellMapping[]
  readonly setup: TierSetup<unknown>
  readonly quick: boolean
  readonly results: readonly SeedResults[]
}

/** The verdicts on a run's cells and claims; they follow from its results alone. */
export async function verdictsOf(by: JudgedBy): Promise<Pick<RunRecord, 'diff' | 'claims'>> {
  const { reported: cells, mappings, setup, quick, results } = by
  const differences = [...setup.differences, ...(quick ? [quickSizes] : [])]
  return {
    diff: besideReported({
      cells,
      mappings,
      results,
      named: await namedItems(),
      setup: { ...setup, differences },
    }),
    claims: testClaims(setup.claims, results, setup),
  }
}

const quickSizes: StatedDifference = {
  of: 'sizes',
  statement: 'quick, with smaller sizes than the tier’s own',
}
