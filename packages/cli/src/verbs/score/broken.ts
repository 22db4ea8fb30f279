import type { BrokenKind } from '@retable/harness/judgements'
import { counted, grouped, printable } from '@retable/report'
import { CliError } from '../../errors.ts'
import { lostOf, lostParts, lostShare, type LostCounts } from './lost-text.ts'

/** How many kinds of broken rows of a file are named. */
const namedKinds = 20

/** Names on standard error what is wrong with a file's rows, once for each kind, with the first line that has it. */
export function nameBroken(file: string, kinds: readonly BrokenKind[]): void {
  const name = printable(file)
  for (const { line, reason, rows, lines } of kinds.slice(0, namedKinds)) {
    const place = line === 0 ? name : `${name}:${line}`
    process.stderr.write(`${place}: ${printable(reason)}${alike(rows, lines)}\n`)
  }
  const rest = kinds.slice(namedKinds).reduce((sum, { rows }) => sum + rows, 0)
  if (rest > 0) process.stderr.write(`${name}: ${counted(rest, 'more broken row')}, in other ways\n`)
}

function alike(rows: number, lines: readonly number[]): string {
  if (rows === 1) return ''
  const others = lines.slice(1).map(grouped)
  const unnamed = rows - 1 - others.length
  const parts = [
    ...(others.length > 0 ? [`line${others.length > 1 ? 's' : ''} ${others.join(', ')}`] : []),
    ...(unnamed > 0 ? [counted(unnamed, others.length > 0 ? 'further row' : 'other row')] : []),
  ]
  return ` (likewise ${parts.join(' and ')})`
}

/** How many of a file's rows are in none of its scores. */
export interface Lost extends LostCounts {
  readonly name: string
}

/**
 * The error of files of which more rows are lost than the limit allows, to be thrown when everything is printed;
 * undefined if there is none.
 *
 * @param limit - in percent
 */
export function overLimit(files: readonly Lost[], limit: number): CliError | undefined {
  const over = files.filter((lost) => {
    const { part, all } = lostParts(lost)
    return part * 100 > limit * all
  })
  const [first] = over
  if (first === undefined) return undefined
  // A file stands here once for each variant.
  const worst = over
    .filter(({ name }) => name === first.name)
    .reduce((a, b) => (lostShare(b) > lostShare(a) ? b : a))
  const others = new Set(over.map(({ name }) => name)).size - 1
  const more = others > 0 ? ` (and too many of ${counted(others, 'more file')})` : ''
  const allowed = limit === 0 ? 'none may be' : `--max-broken allows ${limit} %`
  return new CliError(
    'cli/broken',
    `${worst.name}: ${lostOf(worst)} could not be scored (${(100 * lostShare(worst)).toFixed(2)} %)${more}, and ${allowed}; mend the file, or say --max-broken`,
  )
}

/** The limit in percent that a request states. */
export function limitOf(request: { readonly maxBroken?: number; readonly strict?: boolean }): number {
  if (request.strict && request.maxBroken !== undefined) {
    throw new CliError('cli/usage', '--strict is --max-broken 0; give one of them')
  }
  return request.strict ? 0 : (request.maxBroken ?? 1)
}
