import type { DiffRow, EvalManifest, JudgeManifest, Manifest, RunRecord } from '@retable/core'
import type { BesidePaper } from '@retable/harness/beside'
import { findRun, readCsv, readManifest, readRun, type DiffCsvRow } from '@retable/harness/results'
import { printable } from '@retable/report'
import { besideCsv } from '@retable/report/csv'
import { storeDirectory } from '../environment.ts'
import { root } from '../root.ts'

/** What stands above an evaluation beside a paper: whose rows they are, and what a verdict says. */
export function besideHeading(
  record: Pick<RunRecord, 'manifest'>,
  { reproduction, leftOut = [] }: BesidePaper,
): string {
  const { manifest } = record
  const whose = whoseNumbers(manifest)
  const { id, arxiv } = reproduction.paper
  const what = `${whose} beside ${id} (arXiv ${arxiv}): a verdict says whether it scores as the row’s model did, not that it is that model`
  return [what, ...leftOut].map(printable).join('\n')
}

function whoseNumbers(manifest: RunRecord['manifest']): string {
  if (manifest.kind === 'eval') return manifest.endpoint.model
  if (manifest.kind === 'score') return manifest.input.name
  return manifest.kind === 'judge' ? manifest.subject : ''
}

/** The rows of a diff as its file has them. */
export function diffRowsOf(paper: string, diff: readonly DiffRow[]): readonly DiffCsvRow[] {
  const rows = readCsv<DiffCsvRow>(besideCsv(paper, diff))
  return rows.map((row, i) => ({ ...row, read_from: diff[i]?.reported.read_from }))
}

/**
 * A finished evaluation or scoring beside a paper's cells.
 *
 * @throws HarnessError `harness/no-run`, `harness/unknown-paper`, `harness/no-diff`, `harness/nothing-reported`
 */
export async function diffOfRun(name: string, paperName: string) {
  const { besidePaper, requireScores } = await import('@retable/harness/beside')
  const { loadPaper } = await import('@retable/harness/papers')
  const paper = await loadPaper(root, paperName)
  const { run, folder } = await findRun(name, storeDirectory())
  requireScores((await readManifest(folder)).manifest)
  const record = await readRun(folder)
  const rows = diffRowsOf(paper.reproduction.paper.id, await besidePaper(record, paper))
  return { run, rows, heading: [besideHeading(record, paper)] }
}

/** What stands above the diff that an evaluation's own record has; nothing where its paper is not at hand any more. */
export async function headingOfRun(name: string): Promise<readonly string[]> {
  const { folder } = await findRun(name, storeDirectory())
  const { manifest } = await readManifest(folder)
  if ((manifest.kind !== 'eval' && manifest.kind !== 'judge') || manifest.beside === undefined) return []
  const { loadPaper } = await import('@retable/harness/papers')
  const paper = await loadPaper(root, manifest.beside.paper).catch(() => undefined)
  return paper === undefined ? [] : [besideHeading({ manifest }, paper)]
}

/** A record of an evaluation or a judging with its diff, as files and screens have it. */
export interface EvaluatedBeside<M extends Manifest> {
  readonly evaluated: RunRecord<M>
  readonly rows: readonly DiffCsvRow[]
  readonly heading: string
}

/** Sets a new evaluation or judging beside a paper, where one is named. */
export async function withPaper<M extends EvalManifest | JudgeManifest>(
  record: RunRecord<M>,
  paper: BesidePaper | undefined,
): Promise<EvaluatedBeside<M>> {
  if (paper === undefined) return { evaluated: record, rows: [], heading: '' }
  const { besidePaper } = await import('@retable/harness/beside')
  const diff = await besidePaper(record, paper)
  const rows = diffRowsOf(paper.reproduction.paper.id, diff)
  return { evaluated: { ...record, diff }, rows, heading: besideHeading(record, paper) }
}

/** What the manifest tells of the paper. */
export function besideManifest({
  reproduction: { paper },
  row,
}: BesidePaper): NonNullable<EvalManifest['beside']> {
  return { paper: paper.id, arxiv: paper.arxiv, ...(row === undefined ? {} : { row }) }
}
