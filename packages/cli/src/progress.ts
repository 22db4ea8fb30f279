import { printable } from '@retable/report'

/** Shows that long work goes on, on standard error. */
export interface Progress {
  /** What is being done now; cheap to call often. */
  readonly update: (text: string) => void
  /** Takes the line away. */
  readonly end: () => void
}

/** Whether standard error is a terminal on which a line can be taken away again. */
export function isLiveTerminal(): boolean {
  return process.stderr.isTTY && process.env['TERM'] !== 'dumb'
}

const quietMs = 2000
const terminalMs = 100
const plainMs = 10_000

/**
 * Nothing for the first two seconds; then one live line on a terminal, and elsewhere one line at a time, at most
 * every ten seconds.
 *
 * @param options - `liveOnly`: nothing where the line could not be taken away again, as in a log
 */
export function startProgress({ liveOnly = false } = {}): Progress {
  const { stderr } = process
  let next = performance.now() + quietMs
  let isShown = false
  return {
    update(text) {
      const now = performance.now()
      if (now < next || (liveOnly && !isLiveTerminal())) return
      const line = printable(text)
      if (isLiveTerminal())
        stderr.write(`\r\u001b[K${line.slice(0, Math.max(10, (stderr.columns || 80) - 1))}`)
      else stderr.write(`${line}\n`)
      next = now + (isLiveTerminal() ? terminalMs : plainMs)
      isShown = true
    },
    end() {
      if (isShown && isLiveTerminal()) stderr.write('\r\u001b[K')
    },
  }
}
