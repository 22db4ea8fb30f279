import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

/** A daemon of a test: it ends with this process, however that ends. */
export interface Daemon {
  readonly runs: () => boolean
  /** SIGTERM; SIGKILL where it does not end within ten seconds. */
  readonly stop: () => Promise<void>
  /** SIGKILL, as where a machine breaks down. */
  readonly kill: () => Promise<void>
  /** The end of what it wrote. */
  readonly lastWords: () => Promise<string>
}

// Its owner has the other end of the standard input, which ends when the owner does.
const withOwner = `exec 3<&0
"$@" </dev/null 3<&- 4>&- &
child=$!
echo "$child" >&4
exec 4>&-
{ cat <&3; kill -TERM "$child"; } >/dev/null 2>&1 &
wait "$child"`

/** Starts a daemon that stays in the foreground. */
export async function startDaemon(
  words: readonly string[],
  { logFile, env }: { readonly logFile: string; readonly env: NodeJS.ProcessEnv },
): Promise<Daemon> {
  const log = openSync(logFile, 'a')
  const shell = spawn('sh', ['-c', withOwner, 'sh', ...words], {
    stdio: ['pipe', log, log, 'ignore', 'pipe'],
    env,
    // Ctrl-C is its owner's.
    detached: true,
  })
  closeSync(log)
  const input = shell.stdin as Writable
  input.on('error', () => {})
  const ended = once(shell, 'exit').then(() => input.destroy())
  const [told] = (await once(shell.stdio[4] as Readable, 'data')) as [Buffer]
  const pid = Number(told.toString())
  const signal = async (name: NodeJS.Signals) => {
    if (shell.exitCode === null && shell.signalCode === null) process.kill(pid, name)
    await ended
  }
  return {
    runs: () => shell.exitCode === null && shell.signalCode === null,
    kill: () => signal('SIGKILL'),
    async stop() {
      const gaveUp = new AbortController()
      const late = delay(10_000, undefined, { signal: gaveUp.signal }).then(
        () => signal('SIGKILL'),
        () => {},
      )
      await signal('SIGTERM')
      gaveUp.abort()
      await late
    },
    lastWords: async () => (await readFile(logFile, 'utf8')).trim().split('\n').slice(-3).join('\n'),
  }
}
