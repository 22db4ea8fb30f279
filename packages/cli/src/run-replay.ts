import { findBenchmark, replayBenchmark, type Replay, type ReplayRow } from '@retable/harness'
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

/** Replays each name and prints it; exit code 1 when a number deviates, else 3 when a pinned file was missing. */
export async function runReplay(request: ReplayRequest, signal: AbortSignal): Promise<void> {
  const benchmarks = await Promise.all(request.names.map(findBenchmark))
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

/** A deviation outweighs a file that could not be had. */
export function exitCodeOf({ rows, notRecomputed }: Replay): number {
  if (rows.some((row) => row.verdict === 'deviates')) return exitCodes.deviation
  return notRecomputed.some((row) => row.pinned) ? exitCodes.environment : exitCodes.fine
}

function jsonOf({ name, rows, notRecomputed }: Replay): string {
  const named = notRecomputed.map(({ subject, reason }) => ({ subject, reason }))
  return `${JSON.stringify({ name, rows, notRecomputed: named })}\n`
}

/** One line a subject with its accuracy; a deviating cell gets a line of its own below the table. */
function textOf({ name, rows, notRecomputed }: Replay): string {
  const subjects = [...Map.groupBy(rows, (row) => row.subject)].map(summaryOf)
  const columns = [
    { title: 'model' },
    { title: 'published', align: 'right' },
    { title: 'measured', align: 'right' },
    { title: 'figures', align: 'right' },
    { title: 'verdict' },
  ] as const
  const table = textTable(
    columns,
    subjects.map((subject) => [
      subject.subject,
      subject.accuracy?.reported ?? '',
      subject.accuracy?.measured ?? '',
      `${subject.exact}/${subject.all}`,
      subject.verdict,
    ]),
    (cell, column, row) =>
      column === columns.length - 1
        ? coloured(subjects[row]?.verdict === 'exact' ? 'green' : 'red', cell)
        : cell,
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
    `\n${name}: ${exact} models exact, ${subjects.length - exact} deviate (${rows.length - deviating.length} of ${rows.length} figures exact as printed); ${notRecomputed.length} published rows not recomputed`,
    '',
  ].join('\n')
}

function summaryOf([subject, cells]: [string, ReplayRow[]]) {
  const exact = cells.filter((cell) => cell.verdict === 'exact').length
  return {
    subject,
    accuracy: cells.find((cell) => cell.metric === 'accuracy'),
    exact,
    all: cells.length,
    verdict: exact === cells.length ? 'exact' : 'deviates',
  } as const
}
