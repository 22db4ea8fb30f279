import type { Benchmark } from '@retable/core'
import { HarnessError } from '@retable/harness/benchmarks'
import { formats, isFormat, takesColumns, type FileScore, type Format } from '@retable/harness/outputs'
import { printable, renderTables } from '@retable/report'
import { assetsFromEnvironment } from '../../environment.ts'
import { CliError } from '../../errors.ts'
import { startProgress } from '../../progress.ts'
import type { ScoreRequest } from './run-score.ts'
import { limitOf, overLimit } from './broken.ts'
import { columnsOf } from '../../columns.ts'
import { inNameOf, openInputs } from './inputs.ts'
import { scoreOne } from './one-file.ts'
import type { ScoreSetting } from './setting.ts'
import { scoreTable, type TableRow } from './table.ts'
import { scoresAsTable, scoresText, sideBySide, warningLines } from './text.ts'
import { requireFolders, scoresPaths } from './record/scores-file.ts'

/**
 * Scores each file of outputs and prints it; several files in one table, too; with `json` one array over all files.
 *
 * @throws CliError `cli/broken` at the end if more rows of a file are lost than may be
 */
export async function runScoreOutputs(
  benchmark: Benchmark,
  request: ScoreRequest,
  signal: AbortSignal,
): Promise<void> {
  if (request.showFirst !== undefined && request.show === undefined) {
    throw new CliError('cli/show-first', '--show-first is for --show, which is not given')
  }
  if (request.to !== undefined && request.show !== undefined) {
    throw new CliError('cli/usage', '--show prints outputs, which are no table; leave it or --to out')
  }
  const limit = limitOf(request)
  const columns = request.columns === undefined ? undefined : columnsOf(request.columns)
  const format = formatOf(request.format)
  if (columns !== undefined && format !== undefined && !takesColumns(format)) {
    throw new CliError(
      'cli/columns',
      `--columns is for ${formats.filter(takesColumns).join(', ')}; the fields of ${format} have places of their own`,
    )
  }
  const variants = request.variant?.includes('all') ? ('all' as const) : request.variant
  const inputs = await openInputs(request.files, signal)
  try {
    const progress = startProgress()
    const assets = assetsFromEnvironment(request.acceptLicence, progress)
    const setting = { request, benchmark, format, columns, variants, assets, progress, signal }
    await scoreFiles(setting, inputs, limit)
  } finally {
    await inputs.close()
  }
}

async function scoreFiles(
  setting: ScoreSetting,
  { files, areFound, notes }: Awaited<ReturnType<typeof openInputs>>,
  limit: number,
): Promise<void> {
  const { request, variants } = setting
  const paths = files.map(({ file }) => file)
  const targets = request.out === undefined ? [] : await scoresPaths(request.out, paths)
  requireFolders(request, targets)
  for (const note of notes) process.stderr.write(`${printable(note)}\n`)
  const scores: FileScore[] = []
  const rows: TableRow[] = []
  const isShort = areFound && request.show === undefined
  const print = (text: string) => {
    if (!request.json && request.to === undefined) process.stdout.write(text)
  }
  let failures = 0
  for (const [index, input] of files.entries()) {
    const scored = await scoreOne(setting, input, targets[index]).catch((error: unknown) => {
      // One bad file among several is a line of the table, and the end of it.
      if (files.length > 1 && isOfFile(error)) return inNameOf(error, input)
      throw inNameOf(error, input)
    })
    if (scored instanceof Error) {
      failures += 1
      process.stderr.write(`${printable(scored.message)}\n`)
      rows.push({ name: input.name, failure: scored.message })
      continue
    }
    const { scores: each, shown } = scored
    scores.push(...each)
    rows.push(...each.map((score) => ({ ...score, name: input.name })))
    const isSideBySide = variants !== undefined && each.length > 1
    if (isShort) print(each.slice(0, 1).flatMap(namedWarnings).join(''))
    else if (isSideBySide) print(`${index > 0 ? '\n' : ''}${sideBySide(each, shown, targets[index]?.file)}`)
    else print(`${index > 0 ? '\n' : ''}${scoresText(each, shown, targets[index]?.file)}`)
  }
  if (files.length > 1) print(`${isShort ? '' : '\n'}${scoreTable(rows)}\n`)
  if (request.to !== undefined) {
    process.stdout.write(await renderTables([scoresAsTable(rows, scores)], request.to))
  }
  if (request.json) process.stdout.write(`${JSON.stringify(scores)}\n`)
  if (failures > 0) {
    const which = failures === files.length ? 'none' : `${files.length - failures}`
    throw new CliError('cli/failures', `${which} of ${files.length} files could be scored`)
  }
  const shifted = new Set(scores.filter(({ isShifted }) => isShifted).map(({ file }) => file))
  if (shifted.size > 0) {
    throw new CliError(
      'cli/shifted',
      `${[...shifted].join(', ')}: the ids are one too high, so the scores are those of other items; take 1 from each id`,
    )
  }
  const broken = overLimit(
    scores.map(({ file, lost }) => ({ name: file, ...lost })),
    limit,
  )
  if (broken !== undefined) throw broken
}

function namedWarnings(score: FileScore): string[] {
  return warningLines(score).map((line) => `${printable(score.file)}: ${line.trim()}\n`)
}

/** Whether an error speaks of the file at hand, and of no other. */
function isOfFile(error: unknown): error is Error {
  const { kind, code = '' } = error as { readonly kind?: string; readonly code?: string }
  const isOfRows = error instanceof HarnessError ? code === 'harness/nothing-to-score' : true
  return kind === 'usage' && isOfRows && /^(?:readers|harness)\//.test(code)
}

function formatOf(asked: string | undefined): Format | undefined {
  if (asked === undefined || isFormat(asked)) return asked
  throw new CliError('cli/unknown-format', `there is no format "${asked}"; there are: ${formats.join(', ')}`)
}
