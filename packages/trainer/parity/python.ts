import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'

/** The Python with the locked packages, which `./retable test` has made. */
export function python(): string {
  const file = process.env['RETABLE_PYTHON_TRAINER']
  if (!file) {
    throw new Error('RETABLE_PYTHON_TRAINER names no Python with the locked packages; run ./retable test')
  }
  return file
}

/** All that a program of the trainer sees of the environment. */
export function programEnvironment(): Record<string, string> {
  return {
    ...{ PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' },
    PYTHONPATH: path.join(import.meta.dirname, '../python'),
    ...{ PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1', OMP_WAIT_POLICY: 'passive' },
    ...{ HF_HUB_OFFLINE: '1', HF_HUB_DISABLE_TELEMETRY: '1', TOKENIZERS_PARALLELISM: 'false' },
  }
}

/** Runs a program to its end and gives what it wrote; rejects where it fails. */
export async function runPython(args: readonly string[], input = ''): Promise<string> {
  const { code, stdout, stderr } = await endOfPython(args, input)
  if (code !== 0) throw new Error(`python ${args.join(' ')} ended with ${code}:\n${stderr.slice(-2000)}`)
  return stdout
}

/** Runs a program to its end. */
export async function endOfPython(args: readonly string[], input = '') {
  const child = spawn(python(), args, { env: programEnvironment(), stdio: 'pipe' })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ])
  return { code, stdout, stderr }
}

/** Asks one of the programs in this folder, in JSON. */
export async function askPython<T>(program: string, job: object): Promise<T> {
  const stdout = await runPython([path.join(import.meta.dirname, program)], JSON.stringify(job))
  return JSON.parse(stdout) as T
}
