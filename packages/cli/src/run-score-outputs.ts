import type { Benchmark, Variant } from '@retable/core'
import type { Assets } from '@retable/harness/benchmarks'
import {
  detectPlainFormat,
  formats,
  isFormat,
  scoreEach,
  takesColumns,
  type FileScore,
  type Format,
  type ScoreOptions,
} from '@retable/harness/outputs'
import { grouped, printable, printableHead, printableTail } from '@retable/report'
import { assetsFromEnvironment } from './environment.ts'
import { CliError } from './errors.ts'
import { startProgress, type Progress } from './progress.ts'
import type { ScoreRequest } from './run-score.ts'
import { columnsOf } from './run-score-columns.ts'
import { scoresText } from './run-score-text.ts'
import { openScoresFile, scoresPaths } from './scores-file.ts'

/** How many broken rows of a file are named one by one. */
const namedBrokenRows = 20

/** Scores each file of outputs and prints it; with `json` one array over all files. */
export async function runScoreOutputs(
  benchmark: Benchmark,
  request: ScoreRequest,
  signal: AbortSignal,
): Promise<void> {
  if (request.limit !== undefined && request.show === undefined) {
    throw new CliError('cli/limit', '--limit is for --show, which is not given')
  }
  const columns = request.columns === undefined ? undefined : columnsOf(request.columns)
  const format = formatOf(request.format)
  if (columns !== undefined && format !== undefined && !takesColumns(format)) {
    throw new CliError(
      'cli/columns',
      `--columns is for ${formats.filter(takesColumns).join(', ')}; the fields of ${format} have places of their own`,
    )
  }
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
  const { request, file, target, progress, signal } = options
  const name = printable(file)
  const scoresFile = target === undefined ? undefined : await openScoresFile(target)
  const shown: string[] = []
  const firstOutputs: { readonly output: string; readonly gold: string }[] = []
  const scores: FileScore[] = []
  let outputs = 0
  let broken = 0
  try {
    const each = scoreEach({
      ...options,
      format: options.format ?? (options.columns && (await detectPlainFormat(file, signal))),
      variant: request.variant,
      onSample({ score: sample, question, output }) {
        outputs += 1
        progress.update(`scoring ${name}: ${grouped(outputs)} outputs`)
        if (firstOutputs.length < 20) firstOutputs.push({ output, gold: sample.gold })
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
      const fitting = options.benchmark.variants.filter((variant) => findsAnswers(variant, firstOutputs))
      const advice =
        fitting.length === 0
          ? 'nor under any other variant, as far as its first outputs tell: is it of another task?'
          : `--variant ${fitting.map(({ id }) => id).join(' or ')} finds one in the first of them`
      process.stderr.write(`${name}: no output has an answer under ${first.variant}; ${advice}\n`)
    }
    return { scores, shown }
  } catch (error) {
    await scoresFile?.discard()
    throw error
  } finally {
    progress.end()
  }
}

/** Whether a variant finds an answer in one of some outputs; of one that needs the item nobody knows. */
function findsAnswers(variant: Variant, outputs: readonly { output: string; gold: string }[]): boolean {
  if (variant.needsItem) return false
  return outputs.some(({ output, gold }) => variant.grade(output, { gold }).extracted !== null)
}

function formatOf(asked: string | undefined): Format | undefined {
  if (asked === undefined || isFormat(asked)) return asked
  throw new CliError('cli/unknown-format', `there is no format "${asked}"; there are: ${formats.join(', ')}`)
}

function quoted(answer: string | null): string {
  return answer === null ? 'no answer' : `"${printableHead(answer, 60)}"`
}
