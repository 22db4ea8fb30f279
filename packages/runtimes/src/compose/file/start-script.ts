import { RuntimeError } from '../../errors.ts'

/** What a container's script starts. */
export interface ScriptOptions {
  readonly container: string
  /** What the log's line of this start says behind the time. */
  readonly header: string
  readonly logFile: string
  /** Its standard input; nothing can be read there if left out. */
  readonly inputFile?: string | undefined
  /** What all that run in a folder lock, whoever started them: it waits for it, and holds it to its end. */
  readonly lockFile?: string | undefined
  /** Where it stands once the lock is had, nothing is started: another has done the work. */
  readonly resultFile?: string | undefined
  /** What it writes to file descriptor 3. */
  readonly wordsFile?: string | undefined
  /** Lines of sh before the program. */
  readonly before?: readonly string[]
  /** The program and its arguments, which take the shell's place: signals reach it. */
  readonly command: readonly string[]
}

/** What sh runs in a container: it begins the log's part of this start, and becomes the program. */
export function startScript(options: ScriptOptions): string {
  const { container, header, logFile, inputFile = '/dev/null', wordsFile, before = [] } = options
  const { lockFile, resultFile, command } = options
  return [
    '# Written by retable: starts the program in its container.',
    `exec >>${quoted(logFile)} 2>&1`,
    ...(lockFile === undefined ? [] : lockLines(container, lockFile)),
    ...(resultFile === undefined ? [] : [`if [ -e ${quoted(resultFile)} ]; then exit 0; fi`]),
    `printf '# %s container %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" ${quoted(`${container}: ${header}`)}`,
    `exec <${quoted(inputFile)}`,
    ...(wordsFile === undefined ? [] : [`exec 3>${quoted(wordsFile)}`]),
    ...before,
    `exec ${command.map(quoted).join(' ')}`,
    '',
  ].join('\n')
}

/** Whether a line of a log is of a container's start, and not of its program. */
export function isStartLine(line: string): boolean {
  return /^# \d{4}-\S+ container retable-/.test(line)
}

/** Whether it tells that another program is at the folder. */
export function isWaitingLine(line: string): boolean {
  return isStartLine(line) && line.endsWith(waits)
}

const waits = ' waits for another program in this folder'

function lockLines(container: string, file: string): string[] {
  return [
    `exec 9>>${quoted(file)}`,
    'if command -v flock >/dev/null; then',
    `  flock -n 9 || { printf '# %s container %s\\n' "$(date -u +%Y-%m-%dT%H:%M:%S+00:00)" ${quoted(`${container}:${waits}`)}; flock 9 || exit 70; }`,
    'else',
    "  echo 'the image has no flock command: nothing keeps another program from this folder'",
    'fi',
  ]
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
