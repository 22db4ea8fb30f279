import { open } from 'node:fs/promises'
import { RuntimeError } from '../errors.ts'
import type { ProcessEnd } from './start-process.ts'

/** What a service's end is told with. */
export interface EndedService {
  readonly name: string
  readonly logFile: string
  readonly end: ProcessEnd
  readonly port: number
  readonly slots: number
  readonly context: number
}

const tailBytes = 16_384

/** Why a service ended by itself, in a sentence that says what to do. */
export async function endReason({ name, logFile, end, ...sizes }: EndedService): Promise<RuntimeError> {
  const log = await tailOf(logFile)
  const where = `its log is ${logFile}`
  if (/couldn't bind HTTP server socket/.test(log)) {
    return new RuntimeError(
      'runtimes/port-taken',
      `${name} cannot listen on port ${sizes.port}, which another program has; leave the port out for a free one`,
    )
  }
  if (end.signal === 'SIGKILL' || outOfMemory.test(log)) {
    const size = `${sizes.slots} ${sizes.slots === 1 ? 'slot' : 'slots'} of ${sizes.context} tokens`
    return new RuntimeError(
      'runtimes/out-of-memory',
      end.signal === 'SIGKILL'
        ? `${name} was killed, most likely because the machine ran out of memory with ${size}; give it fewer slots or a smaller context (${where})`
        : `${name} finds no memory for ${size}; give it fewer slots or a smaller context (${where})`,
    )
  }
  if (end.signal === 'SIGILL') {
    return new RuntimeError(
      'runtimes/processor',
      `${name} cannot run here: this processor lacks instructions that its server was built with (AVX2 on x64); serve the model on another machine`,
    )
  }
  const how = end.cause ? 'could not be started' : `ended with ${end.signal ?? `code ${end.exitCode}`}`
  const last = end.cause?.message ?? lastLine(log)
  return new RuntimeError('runtimes/service-ended', `${name} ${how}: ${last}; ${where}`, end.cause)
}

const outOfMemory = /failed to create.context|failed to allocate|bad_alloc|Cannot allocate memory|MemoryError/

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
