import type { Benchmark } from '@retable/core'
import {
  findBenchmark,
  formats,
  isFormat,
  scoreFile,
  type Assets,
  type FileScore,
  type Format,
} from '@retable/harness'
import {
  counted,
  grouped,
  measurementText,
  printable,
  printableHead,
  printableTail,
  textTable,
} from '@retable/report'
import { assetsFromEnvironment } from './environment.ts'
import { CliError } from './errors.ts'
import { startProgress, type Progress } from './progress.ts'
import { openScoresFile, scoresPaths } from './scores-file.ts'

/** Options of `retable score`. */
export interface ScoreRequest {
  readonly benchmark: string
  readonly files: readonly string[]
  readonly variant?: string
  readonly format?: string
  readonly show?: 'wrong' | 'unparsed'
  readonly limit: number
  readonly out?: string
  readonly acceptLicence: readonly string[]
  readonly json?: boolean
}

/** How many broken rows of a file are named one by one. */
const namedBrokenRows = 20

/** Scores each file and prints it; with `json` one array over all files. */
export async function runScore(request: ScoreRequest, signal: AbortSignal): Promise<void> {
  const benchmark = await findBenchmark(request.benchmark)
  const format = formatOf(request.format)
  const { out, files } = request
  const targets = out === undefined ? [] : await scoresPaths(out, files)
  const progress = startProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const scores: FileScore[] = []
  for (const [index, file] of files.entries()) {
    const one = await scoreOne({
      request,
      benchmark,
      format,
      file,
      target: targets[index],
      assets,
      progress,
      signal,
    })
    scores.push(one.score)
    if (!request.json)
      process.stdout.write(`${index > 0 ? '\n' : ''}${textOf(one.score, one.shown, targets[index])}`)
  }
  if (request.json) process.stdout.write(`${JSON.stringify(scores)}\n`)
}

async function scoreOne(options: {
  readonly request: ScoreRequest
  readonly benchmark: Benchmark
  readonly format: Format | undefined
  readonly file: string
  readonly target: string | undefined
  readonly assets: Assets
  readonly progress: Progress
  readonly signal: AbortSignal
}): Promise<{ score: FileScore; shown: string[] }> {
  const { request, file, target, progress } = options
  const name = printable(file)
  const scoresFile = target === undefined ? undefined : await openScoresFile(target)
  const shown: string[] = []
  let outputs = 0
  let broken = 0
  try {
    const score = await scoreFile({
      ...options,
      variant: request.variant,
      onSample({ score: sample, question, output }) {
        outputs += 1
        progress.update(`scoring ${name}: ${grouped(outputs)} outputs`)
        const room = scoresFile?.write(sample)
        const isWanted = request.show === 'unparsed' ? sample.extracted === null : sample.score === 0
        if (request.show === undefined || !isWanted || shown.length >= request.limit) return room
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
        broken += 1
        if (broken <= namedBrokenRows) process.stderr.write(`${name}:${line}: ${printable(reason)}\n`)
      },
    })
    if (broken > namedBrokenRows) {
      process.stderr.write(`${name}: ${grouped(broken - namedBrokenRows)} more broken lines\n`)
    }
    await scoresFile?.finish()
    if (score.unparsedAnswers === outputs) {
      process.stderr.write(
        `${name}: no output has an answer under ${score.variant}; another --variant may fit\n`,
      )
    }
    return { score, shown }
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

function textOf(score: FileScore, shown: readonly string[], target: string | undefined): string {
  const rows = score.metrics.map((metric) => {
    const { value, standardError, interval } = measurementText(metric)
    return [`  ${metric.name}`, value, standardError, interval]
  })
  const columns = [
    { title: '  metric' },
    { title: 'value', align: 'right' },
    { title: 'std. error', align: 'right' },
    { title: '95 % interval' },
  ] as const
  const partial = score.itemsOfBenchmark < score.itemsInBenchmark ? ' (partial)' : ''
  const own = score.n - score.itemsOfBenchmark
  const { least, most } = score.samplesPerItem
  const counts = [
    `${grouped(score.itemsOfBenchmark)} of ${grouped(score.itemsInBenchmark)} items${partial}`,
    ...(own > 0 ? [`${counted(own, 'item')} of the file’s own`] : []),
    ...(least < most ? [`${least} to ${most} samples an item, so votes go up to ${least}`] : []),
    `${counted(score.unparsedAnswers, 'output')} without an answer`,
    counted(score.brokenLines, 'broken line'),
  ]
  return [
    `${printable(score.file)}: ${score.benchmark} version ${score.version}, variant ${score.variant} version ${score.variantVersion}, format ${score.format}`,
    textTable(columns, rows),
    `  ${counts.join('; ')}`,
    ...(shown.length > 0 ? ['', ...shown] : []),
    ...(target === undefined ? [] : [`  scores: ${printable(target)}`]),
    '',
  ].join('\n')
}

function quoted(answer: string | null): string {
  return answer === null ? 'no answer' : `"${printableHead(answer, 60)}"`
}
