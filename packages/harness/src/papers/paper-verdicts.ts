import { globSync } from 'node:fs'
import path from 'node:path'
import {
  RetableError,
  type JudgedCell,
  type JudgedClaim,
  type PaperVerdicts,
  type StatedClaim,
} from '@retable/core'
import { readRecorded, replayTier, type DiffCsvRow } from '../results/read-diff.ts'
import { checkPaper } from './check/check-paper.ts'
import { loadPaper } from './load-paper.ts'
import { paperIds } from './paper-ids.ts'
import { tiersHere } from './tiers-here.ts'

/** A row of a claims.csv, all texts. */
type ClaimRow = Readonly<
  Record<
    'claim' | 'statement' | 'verdict' | 'effect' | 'ci_low' | 'ci_high' | 'p_adjusted' | 'seeds' | 'reason',
    string
  > &
    // A column that older tables lack.
    Partial<Record<'unit', string>>
>

/** The verdicts on every paper of a checkout; one that cannot be read is among them, with its fault. */
export async function allVerdicts(root: string): Promise<readonly PaperVerdicts[]> {
  return Promise.all(
    paperIds(root).map((name) =>
      paperVerdicts(root, name).catch((error: unknown) => {
        if (error instanceof RetableError) return unreadable(name, error.message)
        throw error
      }),
    ),
  )
}

function unreadable(paper: string, fault: string): PaperVerdicts {
  const none = { claims: [], replayed: [], measured: [], tiers: [], canReplay: false, reported: 0 }
  const check = { paper, reported: 0, findings: [], differences: [], possibleShares: 0, faults: [] }
  return { ...none, paper, fault, title: '', authors: '', arxiv: '', check }
}

/**
 * The verdicts on a paper, from the project's recorded results and its reported cells: nothing is recomputed or fetched.
 *
 * @throws HarnessError `harness/unknown-paper`, `harness/bad-paper`, `harness/reported`, `harness/run-files`
 */
export async function paperVerdicts(root: string, name: string): Promise<PaperVerdicts> {
  const { reproduction, cells } = await loadPaper(root, name)
  const { paper, claims, replay } = reproduction
  const folder = path.join(root, 'results', paper.id)
  const tiers = [
    ...new Set(globSync('*/{diff,claims}.csv', { cwd: folder }).map((file) => path.dirname(file))),
  ].toSorted()
  const rows = await Promise.all(
    tiers.map((tier) => readRecorded<DiffCsvRow>(path.join(folder, tier), 'diff.csv')),
  )
  const readFrom = new Map(cells.map(({ cell, read_from }) => [cell, read_from]))
  const judged = tiers.flatMap((tier, i) =>
    rows[i]!.map((row) => judgedCell(tier, row, readFrom.get(row.cell))),
  )
  const claimRows = await Promise.all(
    tiers.map(async (tier) => ({
      tier,
      rows: await readRecorded<ClaimRow>(path.join(folder, tier), 'claims.csv'),
    })),
  )
  return {
    paper: paper.id,
    fault: '',
    title: paper.title,
    authors: paper.authors,
    arxiv: paper.arxiv,
    reported: cells.length,
    claims: judgedClaims(claims, claimRows),
    replayed: judged.filter(({ tier }) => tier === replayTier),
    measured: judged.filter(({ tier }) => tier !== replayTier),
    check: checkPaper(reproduction, cells),
    canReplay: replay !== undefined,
    tiers: await tiersHere(reproduction),
  }
}

function judgedCell(tier: string, row: DiffCsvRow, readFrom: string | undefined): JudgedCell {
  const { cell, table, column, unit, reported, verdict, reason } = row
  return {
    tier,
    ...{ cell, table, row: row.row, column, unit, reported, readFrom },
    measured: numberOf(row.measured),
    measuredUnit: row.measured_unit ?? unit,
    standardError: numberOf(row.standard_error),
    resolution: numberOf(row.resolution),
    coarse: row.coarse === 'coarse',
    verdict,
    reason,
  }
}

/** A verdict is on a statement: one that was recorded under other words is of another claim, and stands at the end. */
function judgedClaims(
  stated: readonly StatedClaim[],
  tiers: readonly { readonly tier: string; readonly rows: readonly ClaimRow[] }[],
): readonly JudgedClaim[] {
  const keyOf = (claim: string, statement: string) => JSON.stringify([claim, statement])
  const claims = new Map<string, Omit<JudgedClaim, 'recorded'> & { recorded: Verdict[] }>()
  for (const { id, statement, isOwn = false, explanation = '' } of stated) {
    claims.set(keyOf(id, statement), { claim: id, statement, isOwn, explanation, recorded: [] })
  }
  for (const { tier, rows } of tiers) {
    for (const row of rows) {
      const { claim, statement } = row
      const key = keyOf(claim, statement)
      const judged = claims.get(key) ?? {
        ...{ claim, statement, isOwn: false, explanation: '' },
        recorded: [],
      }
      judged.recorded.push(verdictOf(tier, row))
      claims.set(key, judged)
    }
  }
  return [...claims.values()]
}

type Verdict = JudgedClaim['recorded'][number]

function verdictOf(tier: string, row: ClaimRow): Verdict {
  return {
    tier,
    verdict: row.verdict,
    seeds: Number(row.seeds),
    effect: numberOf(row.effect),
    low: numberOf(row.ci_low),
    high: numberOf(row.ci_high),
    unit: row.unit ?? '',
    pAdjusted: numberOf(row.p_adjusted),
    reason: row.reason,
  }
}

function numberOf(text: string | undefined): number | null {
  return text === undefined || text === '' || !Number.isFinite(Number(text)) ? null : Number(text)
}
