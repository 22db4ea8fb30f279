import { RuntimeError } from '../errors.ts'
import { loadExeca } from './load-execa.ts'

// A system's own python3 may be old where a newer one stands beside it.
const newest = 15

/**
 * A Python on the PATH that is new enough and can make environments: the oldest that will do where it is there, as lock files
 * are made with that one and a build outside PyPI may be pinned for it alone; else python3, else the newest.
 *
 * @throws RuntimeError `runtimes/no-python`
 */
export async function findPython(minorVersion: number, signal?: AbortSignal): Promise<string> {
  const run = await loadExeca()
  const program = 'import ensurepip, sys; print(sys.version_info.major, sys.version_info.minor)'
  const versioned = Array.from(
    { length: Math.max(0, newest - minorVersion) },
    (_, i) => `python3.${newest - i}`,
  )
  let found = 'there is no python3 with venv and pip here'
  for (const name of [`python3.${minorVersion}`, 'python3', ...versioned]) {
    const { exitCode, stdout } = await run(name, ['-c', program], {
      ...(signal ? { cancelSignal: signal } : {}),
      reject: false,
    })
    signal?.throwIfAborted()
    const [major = 0, minor = 0] = (stdout ?? '').split(' ').map(Number)
    if (exitCode !== 0 || major !== 3) continue
    if (minor >= minorVersion) return name
    found = `${name} is 3.${minor}`
  }
  throw new RuntimeError(
    'runtimes/no-python',
    `${found}; Python 3.${minorVersion} or newer is needed, with its venv module (Debian and Ubuntu: apt install python3-venv)`,
  )
}
