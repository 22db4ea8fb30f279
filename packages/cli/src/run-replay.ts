import { findAnyBenchmark, replayBenchmark, type Replay, type ReplayRow } from '@retable/harness'
import { coloured, textTable } from '@retable/report'
import { assetsFromEnvironment } from './environment.ts'
import { exitCodes } from './exit-codes.ts'
import { startProgress } from './progress.ts'

/** Options of `retable replay`. */
export interface ReplayRequest {
  readonly names: readonly string[]
  readonly acceptLicence: readonly string[]
  readonly json?: boolean
}

/** Replays each name and prints it; exit code 1 for a deviation that is not explained, else 3 for a missing file. */
export async function runReplay(request: ReplayRequest, signal: AbortSignal): Promise<void> {
  const benchmarks = await Promise.all(request.names.map(findAnyBenchmark))
  const progress = startProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const codes: number[] = []
  for (const [index, benchmark] of benchmarks.entries()) {
    const onRow = (done: number, total: number, subject: string) =>
      progress.update(`replaying ${benchmark.id}: ${done} of ${total} (${subject})`)
    let replay: Replay
    try {
      replay = await replayBenchmark({ benchmark, assets, signal, onRow })
    } finally {
      progress.end()
    }
    process.stdout.write(request.json ? jsonOf(replay) : `${index > 0 ? '\n' : ''}${textOf(replay)}`)
    codes.push(exitCodeOf(replay))
  }
  process.exitCode = codes.includes(exitCodes.deviation) ? exitCodes.deviation : Math.max(...codes)
}

/** An unexplained deviation outweighs a file that could not be had. */
export function exitCodeOf({ rows, notRecomputed }: Replay): number {
  if (rows.some((row) => row.verdict === 'deviates' && !row.explained)) return exitCodes.deviation
  return notRecomputed.some((row) => row.pinned) ? exitCodes.environment : exitCodes.fine
}

function jsonOf({ name, rows, notRecomputed }: Replay): string {
  const named = notRecomputed.map(({ table, subject, reason }) => ({ table, subject, reason }))
  return `${JSON.stringify({ name, rows, notRecomputed: named })}\n`
}

/** One line a row with its first figure; a deviating cell gets a line of its own below the table. */
function textOf({ name, rows, notRecomputed }: Replay): string {
  if (rows.length + notRecomputed.length === 0) {
    return `${name}: no published table of it can be recomputed yet; its evaluator is held against raw outputs in docs/benchmarks/${name}.md\n`
  }
  const subjects = [...Map.groupBy(rows, (row) => `${row.table}\n${row.subject}`).values()].map(summaryOf)
  const columns = [
    { title: 'row' },
    { title: 'published', align: 'right' },
    { title: 'measured', align: 'right' },
    { title: 'figures', align: 'right' },
    { title: 'verdict' },
  ] as const
  const table = textTable(
    columns,
    subjects.map((subject) => [
      subject.subject,
      subject.main?.reported ?? '',
      subject.main?.measured ?? '',
      `${subject.exact}/${subject.all}`,
      subject.verdict,
    ]),
    (cell, column, row) =>
      column === columns.length - 1 ? coloured(verdictColours[subjects[row]!.verdict], cell) : cell,
  )
  const deviating = rows.filter((row) => row.verdict === 'deviates')
  const deviations = deviating.map(
    (row) =>
      `  ${row.subject}: ${row.metric} published ${row.reported}, measured ${row.measured} (${row.reason})`,
  )
  const reasons = [...Map.groupBy(notRecomputed, (row) => row.reason)].map(
    ([reason, those]) => `  ${those.map((row) => row.subject).join(', ')}\n    ${reason}`,
  )
  const exact = subjects.filter((subject) => subject.verdict === 'exact').length
  return [
    table,
    ...(deviations.length > 0 ? ['\nDeviating figures:', ...deviations] : []),
    ...(reasons.length > 0 ? ['\nPublished, not recomputed:', ...reasons] : []),
    `\n${name}: ${exact} rows exact, ${subjects.length - exact} deviate (${rows.length - deviating.length} of ${rows.length} figures exact as printed); ${notRecomputed.length} published rows not recomputed`,
    '',
  ].join('\n')
}

const verdictColours = { exact: 'green', 'deviates, explained': 'yellow', deviates: 'red' } as const

function summaryOf(cells: readonly ReplayRow[]) {
  const deviating = cells.filter((cell) => cell.verdict === 'deviates')
  const verdict =
    deviating.length === 0
      ? 'exact'
      : deviating.every((cell) => cell.explained)
        ? 'deviates, explained'
        : 'deviates'
  return {
    subject: cells[0]!.subject,
    main: cells[0],
    exact: cells.length - deviating.length,
    all: cells.length,
    verdict,
  } as const
}
