import { diskRefusal } from '@retable/core'
import { printable } from '@retable/report'
import { CommanderError } from 'commander'
import { stopped } from './errors.ts'
import { exitCodes } from './exit-codes.ts'

/** Prints an error as one sentence on standard error, and gives the exit code that it means. */
export function reportError(error: unknown, signal: AbortSignal): number {
  if (signal.aborted) {
    const { code, message } = error as { code?: string; message?: string }
    const told =
      code === stopped ? message : 'stopped; nothing half-written is left, and the same command goes on'
    process.stderr.write(`retable: ${told}\n`)
    return exitCodes.interrupted
  }
  if (error instanceof CommanderError) return reportUsage(error)
  const { kind, message, stack } = error as { kind?: string; message?: string; stack?: string }
  if (kind === 'usage' || kind === 'environment') {
    // A message may quote a file's own text.
    process.stderr.write(`retable: ${printable(message ?? '')}\n`)
    return exitCodes[kind]
  }
  const refused = refusalText(error)
  if (refused !== undefined) {
    process.stderr.write(`retable: ${printable(refused)}\n`)
    return exitCodes.environment
  }
  process.stderr.write(
    `retable: a fault in retable itself; please report it with this text:\n${printableLines(stack ?? String(error))}\n`,
  )
  return exitCodes.internal
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

/** What the machine's disk refused anywhere, such as a file that nobody says more of. */
function refusalText(error: unknown): string | undefined {
  const why = diskRefusal(error)
  const { path, dest, syscall } = error as NodeJS.ErrnoException & { dest?: string }
  return why === undefined ? undefined : `${dest ?? path ?? syscall ?? 'a file'} cannot be used: ${why}`
}

function reportUsage(error: CommanderError): number {
  // A missing verb has printed the help already.
  if (error.code === 'commander.help') return exitCodes.usage
  const sentence = error.message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .replace(/\.$/, '')
  process.stderr.write(`retable: ${printable(sentence)}; see --help\n`)
  return exitCodes.usage
}
