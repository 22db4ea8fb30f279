import type { JudgeBenchmark } from '@retable/core'
import { scoreJudgements, type JudgementFileScore } from '@retable/harness/judgements'
import {
  counted,
  grouped,
  measurementsOf,
  measurementTable,
  measurementText,
  printable,
  renderTables,
  shortened,
  type Table,
} from '@retable/report'
import { assetsFromEnvironment } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { startProgress } from '../../progress.ts'
import type { ScoreRequest } from './run-score.ts'
import { limitOf, nameBroken, overLimit } from './broken.ts'
import { inNameOf, openInputs, type Inputs } from './inputs.ts'
import { scoreTable, wholeScoreTable, type TableRow } from './table.ts'
import { failuresOf } from './text.ts'
import { writeScoreRecord, type ScoredFile } from './record/score-record.ts'
import { openScoresFile, requireFolders, scoresPaths, type ScoresPlace } from './record/scores-file.ts'

/**
 * Measures each file of judgements and prints it; several in one table, too; with `json` one array over all files.
 *
 * @throws CliError `cli/broken` at the end if more rows of a file are lost than may be
 */
export async function runScoreJudgements(
  benchmark: JudgeBenchmark,
  request: ScoreRequest,
  signal: AbortSignal,
): Promise<void> {
  const { format, columns, show, showFirst } = request
  const ofOutputs = Object.entries({ format, columns, show, 'show-first': showFirst })
  for (const [option, value] of ofOutputs) {
    if (value === undefined) continue
    throw new CliError('cli/usage', `--${option} is for files of outputs; ${benchmark.id} reads judgements`)
  }
  const limit = limitOf(request)
  const inputs = await openInputs(request.files, signal)
  try {
    await measureFiles(benchmark, request, { inputs, limit, signal })
  } finally {
    await inputs.close()
  }
}

async function measureFiles(
  benchmark: JudgeBenchmark,
  request: ScoreRequest,
  options: { readonly inputs: Inputs; readonly limit: number; readonly signal: AbortSignal },
): Promise<void> {
  const { inputs, limit, signal } = options
  const { files, areFound, notes } = inputs
  const { out } = request
  const paths = files.map(({ file }) => file)
  const targets = out === undefined ? [] : await scoresPaths(out, paths)
  requireFolders(request, targets)
  for (const note of notes) process.stderr.write(`${printable(note)}\n`)
  const progress = startProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const all: JudgementFileScore[] = []
  const failures = new Map<string, string>()
  const print = (text: string) => {
    if (!request.json && request.to === undefined) process.stdout.write(text)
  }
  for (const [index, input] of files.entries()) {
    const started = new Date()
    const ofFile: JudgementFileScore[] = []
    const texts: string[] = []
    for (const variant of variantsOf(benchmark, request)) {
      progress.update(`measuring ${printable(input.name)}`)
      const measured = await scoreJudgements({ benchmark, file: input.file, variant, assets, signal }).catch(
        (error: unknown) => {
          // Variants read files of different shapes.
          const isAsked = !request.variant?.includes('all') && files.length < 2
          if (isAsked || !isOfFile(error)) throw inNameOf(error, input)
          return inNameOf(error, input)
        },
      )
      progress.end()
      if (measured instanceof Error) {
        const by = variant === undefined ? '' : `not measured by ${variant}: `
        process.stderr.write(`${by}${printable(measured.message)}\n`)
        failures.set(input.name, measured.message)
        continue
      }
      const score = { ...measured, file: input.name }
      const isFirst = ofFile.length === 0
      if (isFirst) nameBroken(score.file, score.brokenKinds)
      const written = isFirst ? targets[index]?.file : undefined
      texts.push(`${all.length > 0 ? '\n' : ''}${textOf(score, written)}`)
      all.push(score)
      ofFile.push(score)
    }
    const target = targets[index]
    if (target !== undefined && ofFile.length > 0)
      await writeScores(target, { input, started, labels: request, scores: ofFile })
    if (!areFound) print(texts.join(''))
  }
  const measured = new Set(all.map(({ file }) => file))
  if (measured.size === 0) throw new CliError('cli/failures', 'no file could be measured')
  const lacking = files.filter(({ name }) => !measured.has(name))
  const rows: TableRow[] = [
    ...all.map((score) => ({ ...score, name: score.file })),
    ...lacking.map(({ name }) => ({ name, failure: failures.get(name) ?? '' })),
  ]
  if (files.length > 1) print(`${areFound ? '' : '\n'}${scoreTable(rows)}\n`)
  if (request.to !== undefined) {
    process.stdout.write(await renderTables([scoresAsTable(rows, all)], request.to))
  }
  // Items and rows are for --out and standard error.
  const shown = all.map((score) => ({ ...score, scores: undefined, broken: undefined }))
  if (request.json) process.stdout.write(`${JSON.stringify(shown)}\n`)
  if (lacking.length > 0) {
    throw new CliError('cli/failures', `${measured.size} of ${files.length} files could be measured`)
  }
  const broken = overLimit(
    all.map(({ file, lost }) => ({ name: file, ...lost })),
    limit,
  )
  if (broken !== undefined) throw broken
}

/** Undefined stands for the benchmark's default. */
function variantsOf({ variants }: JudgeBenchmark, { variant }: ScoreRequest): (string | undefined)[] {
  if (variant === undefined) return [undefined]
  return variant.includes('all') ? variants.map(({ id }) => id) : [...new Set(variant)]
}

/** Whether an error speaks of the file at hand: not of a licence, a variant or a benchmark, which are the same for all. */
function isOfFile(error: unknown): error is Error {
  const { kind, code = '' } = error as { readonly kind?: string; readonly code?: string }
  const isOfAll =
    code.startsWith('assets/') || ['harness/unknown-variant', 'harness/bad-benchmark'].includes(code)
  return kind === 'usage' && !isOfAll
}

/** Writes the scores of the first variant, and where the place is a folder the record of all. */
async function writeScores(
  { file: target, folder }: ScoresPlace,
  scored: Pick<ScoredFile<JudgementFileScore>, 'input' | 'started' | 'labels' | 'scores'>,
): Promise<void> {
  const { benchmark: id, version, variant, variantVersion, scores } = scored.scores[0]!
  const by = { benchmark: { id, version }, variant: { id: variant, version: variantVersion } }
  const file = await openScoresFile(target)
  try {
    for (const score of scores) await file.write(score, by)
    if (folder === undefined) return await file.finish()
    await writeScoreRecord(folder, file, { ...scored, format: null, notesOf })
  } catch (error) {
    await file.discard()
    throw error
  }
}

function notesOf({ notes, standIns }: JudgementFileScore): string[] {
  return [...notes, ...standIns.map(standInText)]
}

function standInText(file: string): string {
  return `${file} could not be had within the last hour: a stand-in took its place.`
}

/** Scores as one table: of a single one every measurement with its interval, else a row each. */
function scoresAsTable(rows: readonly TableRow[], all: readonly JudgementFileScore[]): Table {
  const [first] = all as [JudgementFileScore, ...JudgementFileScore[]]
  if (rows.length === 1) return { ...measurementsOf(titleOf(first), first.metrics), notes: linesBelow(first) }
  const notes = all.flatMap((score) =>
    linesBelow(score).map((line) => `${score.file}, ${score.variant}: ${line}`),
  )
  const title = `${first.benchmark} version ${first.version}`
  return { ...wholeScoreTable(title, rows), notes: [...notes, ...failuresOf(rows)] }
}

function titleOf({ file, benchmark, version, variant, variantVersion }: JudgementFileScore): string {
  return `${file}: ${benchmark} version ${version}, variant ${variant} version ${variantVersion}`
}

function linesBelow(score: JudgementFileScore): string[] {
  return [
    `${counted(score.n, 'judged item')}; ${counted(score.brokenLines, 'broken row')}`,
    ...lostLine(score),
    ...notesOf(score),
  ]
}

function textOf(score: JudgementFileScore, target: string | undefined): string {
  return [
    printable(titleOf(score)),
    ...(score.models.length > 0 ? [`  judged: ${named(score.models)}`] : []),
    ...(score.judges.length > 0 ? [`  by: ${named(score.judges)}`] : []),
    measurementTable(score.metrics),
    ...linesBelow(score).map((line) => `  ${printable(line)}`),
    ...(target === undefined ? [] : [`  scores: ${printable(target)}`]),
    '',
  ].join('\n')
}

function lostLine({ lost: { rows, of, readings }, metrics }: JudgementFileScore): string[] {
  if (rows === 0) return []
  const text = (value: number) =>
    measurementText({ ...metrics.find(({ name }) => name === readings?.metric)!, value }).value
  const both =
    readings === null
      ? ''
      : `: ${printable(readings.metric)} ${text(readings.without)} without, ${text(readings.asWrong)} if each scored 0`
  return [`${grouped(rows)} of ${counted(of, 'row')} lost (${((100 * rows) / of).toFixed(2)} %)${both}`]
}

function named(names: readonly string[]): string {
  return printable(shortened(names))
}
