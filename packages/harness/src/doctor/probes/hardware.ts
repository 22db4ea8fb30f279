import { availableParallelism, cpus } from 'node:os'
import { memoryHere } from '../../engines/served/cannot-run.ts'
import { freeBytes } from '../../machine/free-bytes.ts'
import { gigabytes } from '../../run/machine/what-lacks.ts'
import type { Finding, ProbeLimits } from '../../machine/finding.ts'
import { answerOf } from '../../machine/answer-of.ts'
import { pythonHere } from '../../machine/python-here.ts'

/** Processor and memory, as this process may use them. */
export function hardware(): Promise<readonly Finding[]> {
  const cores = availableParallelism()
  // Some kernels do not tell it.
  const model = cpus()[0]?.model.trim() || process.arch
  const memory = memoryHere()
  const free = Math.min(memory, process.availableMemory())
  return Promise.resolve([
    {
      ...{ id: 'processor', name: 'processor', isThere: true },
      text: `${model}, ${cores} ${cores === 1 ? 'core' : 'cores'}`,
      facts: { model, cores, architecture: process.arch, system: process.platform },
    },
    {
      ...{ id: 'memory', name: 'memory', isThere: true },
      text: `${gigabytes(memory)}, of which ${gigabytes(free)} are free`,
      facts: { bytes: memory, free },
    },
  ])
}

/** Room on the disk of the store. */
export async function disk({ storeDirectory }: ProbeLimits): Promise<Finding> {
  const free = await freeBytes(storeDirectory)
  const facts = { store: storeDirectory, free }
  const what = { id: 'disk', name: 'disk', facts }
  if (free === null)
    return { ...what, isThere: false, text: `nobody tells how much room ${storeDirectory} has` }
  return { ...what, isThere: true, text: `${gigabytes(free)} are free for ${storeDirectory}` }
}

/** The Python that environments of programs are made with. */
export async function python({ timeoutMs }: ProbeLimits): Promise<Finding> {
  const what = { id: 'python', name: 'Python' }
  const found = await pythonHere(timeoutMs)
  if ('lack' in found) return { ...what, isThere: false, text: found.lack }
  const { program } = found
  const { text } = await answerOf(
    program,
    ['-c', 'import platform; print(platform.python_version())'],
    timeoutMs,
  )
  return { ...what, isThere: true, text: `${text}, as ${program}`, facts: { program, version: text } }
}
