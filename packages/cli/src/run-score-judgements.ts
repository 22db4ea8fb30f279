import type { JudgeBenchmark } from '@retable/core'
import { scoreJudgements, type JudgementFileScore } from '@retable/harness/judgements'
import { counted, grouped, measurementTable, printable } from '@retable/report'
import { assetsFromEnvironment } from './environment.ts'
import { CliError } from './errors.ts'
import { startProgress } from './progress.ts'
import type { ScoreRequest } from './run-score.ts'
import { shortened } from './run-replay-text.ts'
import { openScoresFile, scoresPaths } from './scores-file.ts'

/** How many broken rows of a file are named one by one. */
const namedBrokenRows = 20

/** Measures each file of judgements and prints it; with `json` one array over all files. */
export async function runScoreJudgements(
  benchmark: JudgeBenchmark,
  request: ScoreRequest,
  signal: AbortSignal,
): Promise<void> {
  for (const option of ['format', 'columns', 'show', 'limit'] as const) {
    if (request[option] === undefined) continue
    throw new CliError('cli/usage', `--${option} is for files of outputs; ${benchmark.id} reads judgements`)
  }
  const { files, variant, out } = request
  const targets = out === undefined ? [] : await scoresPaths(out, files)
  const progress = startProgress()
  const assets = assetsFromEnvironment(request.acceptLicence, progress)
  const all: object[] = []
  for (const [index, file] of files.entries()) {
    progress.update(`measuring ${printable(file)}`)
    const score = await scoreJudgements({ benchmark, file, variant, assets, signal })
    progress.end()
    nameBroken(score)
    const target = targets[index]
    if (target !== undefined) await writeScores(target, score)
    // Items and rows are for --out and standard error.
    all.push({ ...score, scores: undefined, broken: undefined })
    if (!request.json) process.stdout.write(`${index > 0 ? '\n' : ''}${textOf(score, target)}`)
  }
  if (request.json) process.stdout.write(`${JSON.stringify(all)}\n`)
}

function nameBroken({ file, broken }: JudgementFileScore): void {
  const name = printable(file)
  for (const { line, reason } of broken.slice(0, namedBrokenRows)) {
    process.stderr.write(`${line === 0 ? name : `${name}:${line}`}: ${printable(reason)}\n`)
  }
  const rest = broken.length - namedBrokenRows
  if (rest > 0) process.stderr.write(`${name}: ${grouped(rest)} more broken rows\n`)
}

async function writeScores(target: string, { scores }: JudgementFileScore): Promise<void> {
  const file = await openScoresFile(target)
  try {
    for (const score of scores) await file.write(score)
    await file.finish()
  } catch (error) {
    await file.discard()
    throw error
  }
}

function textOf(score: JudgementFileScore, target: string | undefined): string {
  return [
    `${printable(score.file)}: ${score.benchmark} version ${score.version}, variant ${score.variant} version ${score.variantVersion}`,
    ...(score.models.length > 0 ? [`  judged: ${named(score.models)}`] : []),
    ...(score.judges.length > 0 ? [`  by: ${named(score.judges)}`] : []),
    measurementTable(score.metrics),
    `  ${counted(score.n, 'judged item')}; ${counted(score.brokenLines, 'broken row')}`,
    ...score.notes.map((note) => `  ${printable(note)}`),
    ...score.standIns.map(
      (file) => `  ${printable(file)} could not be had within the last hour: a stand-in took its place.`,
    ),
    ...(target === undefined ? [] : [`  scores: ${printable(target)}`]),
    '',
  ].join('\n')
}

function named(names: readonly string[]): string {
  return printable(shortened(names))
}
