import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { launcherEnvironment, programFolder } from '../src/index.ts'

/** What a check came to. */
export interface Check {
  readonly name: string
  readonly fault: string | null
  readonly values: unknown
  readonly seconds: number
}

/** A check as its source names it. */
export interface NamedCheck {
  readonly module: string
  readonly name: string
  readonly title: string
}

/** In the order in which they run. */
const modules = ['tokens', 'jobs', 'losses', 'half', 'checkpoints', 'resume', 'hand_over', 'real_model']

/** The checks that stand in `checks/*.py`. */
export function namedChecks(): NamedCheck[] {
  return modules.flatMap((module) => {
    const source = readFileSync(path.join(import.meta.dirname, `checks/${module}.py`), 'utf8')
    return [...source.matchAll(/^def (check_\w+)\(making: Making\):\n {4}"""(.+)"""$/gm)].map(
      ([, name, title]) => ({ module, name: name!, title: title! }),
    )
  })
}

/** Runs checks, all in one process of the locked environment: its libraries take seconds to load. */
export async function runChecks(names: readonly string[] = []): Promise<Check[]> {
  const python = process.env['RETABLE_PYTHON_TRAINER']
  if (!python) {
    throw new Error('RETABLE_PYTHON_TRAINER names no Python with the locked packages; run ./retable test')
  }
  const { stdout } = await promisify(execFile)(python, ['-m', 'checks', ...names], {
    maxBuffer: 2 ** 28,
    env: {
      ...process.env,
      ...launcherEnvironment({ threads: 1 }),
      // PyTorch's kernels for AVX-512 round a row's sums by the rows beside it, others do not: what is equal is so exactly.
      ATEN_CPU_CAPABILITY: 'avx2',
      PYTHONPATH: [programFolder, import.meta.dirname].join(path.delimiter),
    },
  })
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Check)
}
