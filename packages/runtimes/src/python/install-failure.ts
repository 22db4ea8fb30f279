import { RuntimeError } from '../errors.ts'

/**
 * Why the packages of a lock file are not there.
 *
 * @param lock - its name
 * @param words - what pip and venv have written
 */
export function installFailure(lock: string, words: string, cause?: unknown): RuntimeError {
  const lastLine = words.trim().split('\n').at(-1)
  if (unreachable.test(words)) {
    return new RuntimeError(
      'runtimes/no-network',
      `the package registry cannot be reached, and the Python packages of ${lock} are not here yet: connect to the network once, or name a mirror in PIP_INDEX_URL (${lastLine})`,
      cause,
    )
  }
  return new RuntimeError(
    'runtimes/python-packages',
    `the Python packages of ${lock} cannot be installed: ${lastLine}`,
    cause,
  )
}

const unreachable =
  /connection broken by|Failed to establish a new connection|Temporary failure in name resolution|Read timed out|Max retries exceeded/
