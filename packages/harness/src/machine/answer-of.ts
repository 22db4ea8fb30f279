import { spawn } from 'node:child_process'

/** What a program that was asked something did. */
export type Answer =
  | { readonly state: 'answered'; readonly text: string }
  /** It is there, and refused; `text` is its last line on standard error, or the first that it printed. */
  | { readonly state: 'refused'; readonly text: string; readonly printed: string }
  /** There is no such program on the PATH. */
  | { readonly state: 'absent'; readonly text: string }
  /** It was killed, since nothing came in time. */
  | { readonly state: 'silent'; readonly text: string }

const mostCharacters = 1_000_000

/**
 * Asks a program, and waits no longer than it may take: not for it, nor for what it has started.
 *
 * @param env - all that it sees; this process's own if left out
 */
export function answerOf(
  program: string,
  words: readonly string[],
  timeoutMs: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env })
    const out = { printed: '', errors: '' }
    child.stdout
      .setEncoding('utf8')
      .on('data', (text: string) => (out.printed = `${out.printed}${text}`.slice(0, mostCharacters)))
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (out.errors = `${out.errors}${text}`.slice(0, mostCharacters)))
    const end = (answer: Answer) => {
      clearTimeout(limit)
      resolve(answer)
    }
    const limit = setTimeout(() => {
      end({ state: 'silent', text: `${program} does not answer in ${timeoutMs / 1000} s` })
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // It has just ended.
      }
      for (const stream of [child.stdout, child.stderr]) stream.destroy()
      child.unref()
    }, timeoutMs)
    child.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'ENOENT'
          ? `there is no ${program} on the PATH`
          : `${program} cannot be started: ${error.code}`
      end({ state: 'absent', text: why })
    })
    child.once('close', (code) => {
      const printed = out.printed.trim()
      if (code === 0) return end({ state: 'answered', text: printed })
      const text = line(out.errors, -1) || line(printed, 0) || `${program} ends with ${code ?? 'a signal'}`
      end({ state: 'refused', text, printed })
    })
  })
}

function line(text: string, at: number): string {
  return text.trim().split('\n').at(at)!.trim().slice(0, 300)
}
