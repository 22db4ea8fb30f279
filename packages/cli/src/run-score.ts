import type { Benchmark } from '@retable/core'
import {
  findAnyBenchmark,
  formats,
  isFormat,
  scoreEach,
  type Assets,
  type FileScore,
  type Format,
  type ScoreOptions,
} from '@retable/harness'
import { grouped, printable, printableHead, printableTail } from '@retable/report'
import { assetsFromEnvironment } from './environment.ts'
import { CliError } from './errors.ts'
import { startProgress, type Progress } from './progress.ts'
import { columnsOf } from './run-score-columns.ts'
import { scoresText } from './run-score-text.ts'
import { openScoresFile, scoresPaths } from './scores-file.ts'

/** Options of `retable score`. */
export interface ScoreRequest {
  readonly benchmark: string
  readonly files: readonly string[]
  readonly variant?: string
  readonly format?: string
  readonly columns?: string
  readonly show?: 'wrong' | 'unparsed'
  readonly limit?: number
  readonly out?: string
  readonly acceptLicence: readonly string[]
  readonly json?: boolean
}

/** How many broken rows of a file are named one by one. */
const namedBrokenRows = 20

/** Scores each file and prints it; with `json` one array over all files. */
export async function runScore(request: ScoreRequest, signal: AbortSignal): Promise<void> {
  const benchmark = await findAnyBenchmark(request.benchmark)
  if ('kind' in benchmark) {
    const { runScoreJudgements } = await import('./run-score-judgements.ts')
    return runScoreJudgements(benchmark, request, signal)
  }
  const columns = request.columns === undefined ? undefined : columnsOf(request.columns)
  // Only tables have columns to name.
  const format = formatOf(request.format) ?? (columns === undefined ? undefined : 'csv')
  const { out, files } = request
  const targets = out === undefined ? [] : await scoresPaths(out, files)
  const progress = startProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const scores: FileScore[] = []
  for (const [index, file] of files.entries()) {
    const { scores: each, shown } = await scoreOne({
      request,
      benchmark,
      format,
      columns,
      file,
      target: targets[index],
      assets,
      progress,
      signal,
    })
    scores.push(...each)
    if (!request.json)
      process.stdout.write(`${index > 0 ? '\n' : ''}${scoresText(each, shown, targets[index])}`)
  }
  if (request.json) process.stdout.write(`${JSON.stringify(scores)}\n`)
}

async function scoreOne(options: {
  readonly request: ScoreRequest
  readonly benchmark: Benchmark
  readonly format: Format | undefined
  readonly columns: ScoreOptions['columns']
  readonly file: string
  readonly target: string | undefined
  readonly assets: Assets
  readonly progress: Progress
  readonly signal: AbortSignal
}): Promise<{ scores: FileScore[]; shown: string[] }> {
  const { request, file, target, progress } = options
  const name = printable(file)
  const scoresFile = target === undefined ? undefined : await openScoresFile(target)
  const shown: string[] = []
  const scores: FileScore[] = []
  let outputs = 0
  let broken = 0
  try {
    const each = scoreEach({
      ...options,
      variant: request.variant,
      onSample({ score: sample, question, output }) {
        outputs += 1
        progress.update(`scoring ${name}: ${grouped(outputs)} outputs`)
        // Further variants read the same outputs once more.
        if (scores.length > 0) return
        const room = scoresFile?.write(sample)
        const isWanted = request.show === 'unparsed' ? sample.extracted === null : sample.score === 0
        if (request.show === undefined || !isWanted || shown.length >= (request.limit ?? 5)) return room
        shown.push(
          [
            `  ${printable(sample.item)} sample ${sample.sample}: found ${quoted(sample.extracted)}, right is ${quoted(sample.gold)}`,
            ...(question === undefined ? [] : [`    question: ${printableHead(question, 100)}`]),
            `    output:   ${printableTail(output, 160)}`,
          ].join('\n'),
        )
        return room
      },
      onBroken({ line, reason }) {
        if (scores.length > 0) return
        broken += 1
        const place = line === 0 ? name : `${name}:${line}`
        if (broken <= namedBrokenRows) process.stderr.write(`${place}: ${printable(reason)}\n`)
      },
    })
    for await (const score of each) scores.push(score)
    const [first] = scores as [FileScore]
    if (broken > namedBrokenRows) {
      process.stderr.write(`${name}: ${grouped(broken - namedBrokenRows)} more broken lines\n`)
    }
    await scoresFile?.finish()
    if (scores.every(({ unparsedAnswers }) => unparsedAnswers * scores.length === outputs)) {
      const others = options.benchmark.variants.length > 1 ? '; another --variant may fit' : ''
      process.stderr.write(
        `${name}: no output has an answer under ${first.variant}${others}; or the file is of another task\n`,
      )
    }
    return { scores, shown }
  } catch (error) {
    await scoresFile?.discard()
    throw error
  } finally {
    progress.end()
  }
}

function formatOf(asked: string | undefined): Format | undefined {
  if (asked === undefined || isFormat(asked)) return asked
  throw new CliError('cli/unknown-format', `there is no format "${asked}"; there are: ${formats.join(', ')}`)
}

function quoted(answer: string | null): string {
  return answer === null ? 'no answer' : `"${printableHead(answer, 60)}"`
}
