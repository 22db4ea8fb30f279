import { RuntimeError } from '../../errors.ts'

/** What a container's script starts. */
export interface ScriptOptions {
  readonly container: string
  /** What the log's line of this start says behind the time. */
  readonly header: string
  readonly logFile: string
  /** Its standard input; nothing can be read there if left out. */
  readonly inputFile?: string | undefined
  /** What it writes to file descriptor 3. */
  readonly wordsFile?: string | undefined
  /** Lines of sh before the program. */
  readonly before?: readonly string[]
  /** The program and its arguments, which take the shell's place: signals reach it. */
  readonly command: readonly string[]
}

/** What sh runs in a container: it begins the log's part of this start, and becomes the program. */
export function startScript(options: ScriptOptions): string {
  const { container, header, logFile, inputFile = '/dev/null', wordsFile, before = [], command } = options
  return [
    '# Written by retable: starts the program in its container.',
    `exec >>${quoted(logFile)} 2>&1`,
    `printf '# %s container %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" ${quoted(`${container}: ${header}`)}`,
    `exec <${quoted(inputFile)}`,
    ...(wordsFile === undefined ? [] : [`exec 3>${quoted(wordsFile)}`]),
    ...before,
    `exec ${command.map(quoted).join(' ')}`,
    '',
  ].join('\n')
}

/** A word for sh that stays a text, whatever it holds. @throws RuntimeError `runtimes/container-text` for NUL */
export function quoted(word: string): string {
  if (word.includes('\0')) {
    throw new RuntimeError(
      'runtimes/container-text',
      `${JSON.stringify(word)} has a character that no script can hold`,
    )
  }
  return `'${word.replaceAll("'", `'\\''`)}'`
}
