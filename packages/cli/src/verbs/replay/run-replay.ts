import type { Benchmark, JudgeBenchmark } from '@retable/core'
import { paperIds, type LoadedPaper } from '@retable/harness/papers'
import { benchmarkIds, judgesOf, statedJudge, type Assets } from '@retable/harness/benchmarks'
import { findReplays, replayBenchmark, replayPaper, type Replayable } from '@retable/harness/replays'
import { printableJson, renderTables, type Table, type TableForm } from '@retable/report'
import {
  benchmarkCounts,
  benchmarkReplayJson,
  benchmarkReplayTables,
  benchmarkReplayText,
  countsLine,
  countsTable,
  paperCounts,
  paperReplayJson,
  paperReplayTables,
  paperReplayText,
  totalOf,
  totalText,
  type NamedCounts,
} from '@retable/report/replays'
import { assetsFromEnvironment, root } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { exitCodes } from '../../exit-codes.ts'
import { startProgress, type Progress } from '../../progress.ts'
import { benchmarkExitCode, paperExitCode } from './exit-code.ts'

/** Options of `retable replay`. */
export interface ReplayRequest {
  readonly names: readonly string[]
  /** Every benchmark and paper there is. */
  readonly all?: boolean
  /** Only counts: a line a name, and the total. */
  readonly summary?: boolean
  readonly acceptLicence: readonly string[]
  readonly json?: boolean
  readonly to?: TableForm
}

/**
 * Replays each name and prints it, and of several a total at the end; a name that is both a benchmark and a paper is replayed as both, the benchmark first.
 * What cannot be had of one name does not keep the others from being replayed. Exit code 1 for a deviation that is not
 * explained, else 3 for a file that could not be had, its licence not accepted included.
 */
export async function runReplay(request: ReplayRequest, signal: AbortSignal): Promise<void> {
  const found = (await Promise.all(namesOf(request).map((name) => findReplays(root, name)))).flat()
  const progress = startProgress({ liveOnly: true })
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const codes: number[] = []
  const counted: NamedCounts[] = []
  const tables: Table[] = []
  for (const [index, replayable] of found.entries()) {
    let outcome: Outcome
    try {
      outcome = await (replayable.kind === 'paper'
        ? replayedPaper(replayable.paper, isBoth(found[index - 1], replayable.paper), {
            assets,
            progress,
            signal,
          })
        : replayedBenchmark(replayable.benchmark, { assets, progress, signal }))
    } finally {
      progress.end()
    }
    counted.push(outcome.counts)
    codes.push(outcome.code)
    if (request.to !== undefined) tables.push(...outcome.tables)
    else if (request.summary) {
      if (!request.json) process.stdout.write(`${countsLine(outcome.counts)}\n`)
    } else process.stdout.write(request.json ? outcome.json : `${index > 0 ? '\n' : ''}${outcome.text}`)
  }
  if (request.to !== undefined) {
    process.stdout.write(await renderTables(request.summary ? [countsTable(counted)] : tables, request.to))
  } else if (request.json) {
    if (request.summary) process.stdout.write(summaryJson(counted))
  } else if (counted.length > 1) {
    // The line that a single replay ends with is its total.
    process.stdout.write(`${request.summary ? '' : '\n'}${totalText(counted)}`)
  }
  process.exitCode = codes.includes(exitCodes.deviation) ? exitCodes.deviation : Math.max(...codes)
}

/** One name's replay: as text, as tables, as JSON, in numbers, and the exit code that it means. */
interface Outcome {
  readonly text: string
  readonly tables: readonly Table[]
  readonly json: string
  readonly counts: NamedCounts
  readonly code: number
}

/** The names that were given; with `--all` those of every benchmark and paper, each once. */
function namesOf({ names, all = false }: ReplayRequest): readonly string[] {
  if (all && names.length > 0) {
    throw new CliError('cli/names', '--all replays every benchmark and paper; leave it or the names out')
  }
  if (all) return [...new Set([...benchmarkIds, ...paperIds(root)])]
  if (names.length > 0) return names
  throw new CliError('cli/names', 'name benchmarks or papers to replay, or give --all; see --help')
}

function summaryJson(all: readonly NamedCounts[]): string {
  const replays = all.map(({ name, kind, counts }) => ({ name, kind, ...counts }))
  return `${printableJson({ replays, total: totalOf(all) })}\n`
}

interface Means {
  readonly assets: Assets
  readonly progress: Progress
  readonly signal: AbortSignal
}

/** @param afterBenchmark - whether the benchmark of the same name has just been shown, with most of the same figures */
async function replayedPaper(
  paper: LoadedPaper,
  afterBenchmark: boolean,
  { assets, progress, signal }: Means,
): Promise<Outcome> {
  const { id } = paper.reproduction.paper
  progress.update(`replaying the paper ${id}`)
  const replay = await replayPaper(paper, assets, signal)
  return {
    text: paperReplayText(replay, { omitExact: afterBenchmark }),
    tables: paperReplayTables(replay),
    json: paperReplayJson(replay),
    counts: { name: id, kind: 'paper', counts: paperCounts(replay) },
    code: paperExitCode(replay),
  }
}

/** Whether what was replayed just before is the benchmark of the paper's name. */
function isBoth(before: Replayable | undefined, { reproduction }: LoadedPaper): boolean {
  return before?.kind === 'benchmark' && before.benchmark.id === reproduction.paper.id
}

async function replayedBenchmark(
  benchmark: Benchmark | JudgeBenchmark,
  { assets, progress, signal }: Means,
): Promise<Outcome> {
  const onRow = (done: number, total: number, subject: string) =>
    progress.update(`replaying ${benchmark.id}: ${done} of ${total} (${subject})`)
  const replay = await replayBenchmark({ benchmark, assets, signal, onRow })
  return {
    text: benchmarkReplayText(replay),
    tables: benchmarkReplayTables(replay),
    json: benchmarkReplayJson(replay, judgeRulesOf(benchmark)),
    counts: { name: benchmark.id, kind: 'benchmark', counts: benchmarkCounts(replay) },
    code: benchmarkExitCode(replay),
  }
}

function judgeRulesOf(benchmark: Benchmark | JudgeBenchmark): readonly unknown[] {
  return 'kind' in benchmark ? judgesOf(benchmark).map(statedJudge) : []
}
