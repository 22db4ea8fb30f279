import { RuntimeError } from '../errors.ts'
import { loadExeca } from './load-execa.ts'

// A system's own python3 may be old where a newer one stands beside it.
const newest = 15

/** What a program prints; undefined where it is not there, or fails. */
export type AskPython = (name: string, words: readonly string[]) => Promise<string | undefined>

/**
 * A Python on the PATH that is new enough and can make environments: the oldest that will do where it is there, as lock files
 * are made with that one and a build outside PyPI may be pinned for it alone; else python3, else the newest.
 *
 * @param ask - how one is asked; without end if left out
 * @throws RuntimeError `runtimes/no-python`
 */
export async function findPython(
  minorVersion: number,
  signal?: AbortSignal,
  ask?: AskPython,
): Promise<string> {
  const program = 'import ensurepip, sys; print(sys.version_info.major, sys.version_info.minor)'
  const versioned = Array.from(
    { length: Math.max(0, newest - minorVersion) },
    (_, i) => `python3.${newest - i}`,
  )
  const asked = ask ?? (await askedByExeca(signal))
  let found = 'there is no python3 with venv and pip here'
  for (const name of [`python3.${minorVersion}`, 'python3', ...versioned]) {
    const printed = await asked(name, ['-c', program])
    signal?.throwIfAborted()
    const [major = 0, minor = 0] = (printed ?? '').split(' ').map(Number)
    if (major !== 3) continue
    if (minor >= minorVersion) return name
    found = `${name} is 3.${minor}`
  }
  throw new RuntimeError(
    'runtimes/no-python',
    `${found}; Python 3.${minorVersion} or newer is needed, with its venv module (Debian and Ubuntu: apt install python3-venv)`,
  )
}

async function askedByExeca(signal: AbortSignal | undefined): Promise<AskPython> {
  const run = await loadExeca()
  return async (name, words) => {
    const { exitCode, stdout } = await run(name, words, {
      ...(signal ? { cancelSignal: signal } : {}),
      reject: false,
    })
    return exitCode === 0 ? stdout : undefined
  }
}
