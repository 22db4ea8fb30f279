import { open } from 'node:fs/promises'
import { exitCodes } from '@retable/trainer'
import { RuntimeError } from '../../errors.ts'
import type { ProcessEnd } from '../../job/process-end.ts'
import type { MemoryWords } from './service-launch.ts'

/** What a service's end is told with. */
export interface EndedService {
  readonly name: string
  readonly logFile: string
  readonly end: ProcessEnd
  readonly port: number
  readonly memory: MemoryWords
  /** What Slurm calls its end; left out where it was no job of Slurm's. */
  readonly state?: string | undefined
}

const tailBytes = 16_384

const launchersLine = /^# \d{4}-.*$/gm
// Which of several processes has ended, and that the others are ended then.
const slurmsLine = /^(?:srun: .*|slurmstepd: error: \*{3} (?:JOB|STEP) .*)$/gm

/** Why a service ended by itself, in a sentence that says what to do. */
export async function endReason({
  name,
  logFile,
  end,
  port,
  memory,
  state,
}: EndedService): Promise<RuntimeError> {
  const whole = (await tailOf(logFile)).replaceAll(launchersLine, '')
  const own = whole.replaceAll(slurmsLine, '')
  // Where it wrote nothing, Slurm may say why.
  const log = own.trim() === '' ? whole : own
  const where = `its log is ${logFile}`
  if (/couldn't bind HTTP server socket|Address already in use/.test(log)) {
    return new RuntimeError(
      'runtimes/port-taken',
      `${name} cannot listen on port ${port}, which another program has; leave the port out for a free one`,
    )
  }
  if (end.signal === 'SIGKILL' || outOfMemory.test(log)) {
    const { need, remedy } = memory
    return new RuntimeError(
      'runtimes/out-of-memory',
      end.signal === 'SIGKILL'
        ? `${name} was killed, most likely because the machine ran out of memory with ${need}; ${remedy} (${where})`
        : `${name} finds no memory for ${need}; ${remedy} (${where})`,
    )
  }
  if (end.signal === 'SIGILL') {
    return new RuntimeError(
      'runtimes/processor',
      `${name} cannot run here: this processor lacks instructions that its server was built with (AVX2 on x64); serve the model on another machine`,
    )
  }
  const architecture = /model type `([^`]+)` but Transformers does not recognize/.exec(log)?.[1]
  if (architecture !== undefined) {
    return new RuntimeError(
      'runtimes/service-refused',
      `${name} cannot be served: its architecture, ${architecture}, is none that the locked Transformers knows; serve it elsewhere, and give its address with --base-url (${where})`,
    )
  }
  if (end.exitCode === exitCodes.refused) {
    return new RuntimeError('runtimes/service-refused', `${name} cannot be served: ${lastLine(log)}`)
  }
  const code = state === undefined || state === 'FAILED' ? `code ${end.exitCode}` : state
  const how = end.cause ? 'could not be started' : `ended with ${end.signal ?? code}`
  const last = end.cause?.message ?? lastLine(log)
  return new RuntimeError('runtimes/service-ended', `${name} ${how}: ${last}; ${where}`, end.cause)
}

const outOfMemory =
  /failed to create.context|failed to allocate|bad_alloc|Cannot allocate memory|MemoryError|can't allocate memory|CUDA out of memory|No available memory for the cache blocks/

function lastLine(log: string): string {
  const line = log.trim().split('\n').at(-1)?.trim()
  if (!line) return 'it wrote nothing'
  // llama.cpp's own lines begin with a time, a level and a module.
  return line.replace(/^[\d.]+ [A-Z] \s*(?:srv|slot|cmn)\s+/, '')
}

async function tailOf(file: string): Promise<string> {
  const handle = await open(file).catch(() => null)
  if (handle === null) return ''
  try {
    const { size } = await handle.stat()
    const start = Math.max(0, size - tailBytes)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
