import { printable } from '@retable/report'
import { durationText } from './pace.ts'

/** Shows that long work goes on, on standard error. */
export interface Progress {
  /** What is being done now; cheap to call often. */
  readonly update: (text: string) => void
  /** Takes the line away. */
  readonly end: () => void
}

/** Progress in a line that something else may be said above. */
export interface ProgressLine extends Progress {
  /** Takes the line away until it comes again. */
  readonly clear: () => void
}

/** Whether standard error is a terminal on which a line can be taken away again. */
export function isLiveTerminal(): boolean {
  return process.stderr.isTTY && process.env['TERM'] !== 'dumb'
}

const quietMs = 2000
const terminalMs = 100
const plainMs = 10_000
/** A line is told again, with how long it has lasted, where nothing new is told for so long. */
const againMs = { terminal: 2000, plain: 30_000 }

/**
 * Nothing for the first two seconds; then one live line on a terminal, and elsewhere one line at a time, at most
 * every ten seconds.
 *
 * @param options - `liveOnly`: nothing where the line could not be taken away again, as in a log; `tellsAgain`: the
 *   last line again while nothing new comes, so that nobody takes a long wait for a hang
 */
export function startProgress({ liveOnly = false, tellsAgain = false } = {}): ProgressLine {
  const { stderr } = process
  let next = performance.now() + quietMs
  let shownAt = 0
  let isShown = false
  let last: { readonly text: string; readonly since: number; readonly isTold: boolean } | undefined
  let timer: NodeJS.Timeout | undefined

  /** Whether it was shown, and not passed over. */
  function show(text: string): boolean {
    const now = performance.now()
    if (now < next || (liveOnly && !isLiveTerminal())) return false
    const line = printable(text)
    if (isLiveTerminal()) stderr.write(`\r\u001b[K${line.slice(0, Math.max(10, (stderr.columns || 80) - 1))}`)
    else stderr.write(`${line}\n`)
    next = now + (isLiveTerminal() ? terminalMs : plainMs)
    shownAt = now
    return (isShown = true)
  }

  function tellAgain(): void {
    if (last === undefined) return
    const { text, since, isTold } = last
    const now = performance.now()
    if (!isTold) last = { text, since, isTold: show(text) }
    else if (now - shownAt >= (isLiveTerminal() ? againMs.terminal : againMs.plain))
      show(`${text}, for ${durationText((now - since) / 1000)}`)
  }

  function clear(): void {
    if (isShown && isLiveTerminal()) stderr.write('\r\u001b[K')
  }

  return {
    update(text) {
      const isTold = show(text)
      if (!tellsAgain) return
      const since = last?.text === text ? last.since : performance.now()
      last = { text, since, isTold }
      timer ??= setInterval(tellAgain, 1000).unref()
    },
    clear,
    end() {
      clear()
      clearInterval(timer)
      timer = undefined
    },
  }
}
