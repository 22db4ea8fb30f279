import { listedGpus } from '../../engines/costs/gpus-here.ts'
import { gigabytes } from '../../run/machine/what-lacks.ts'
import { answerOf } from '../../machine/answer-of.ts'
import type { Finding, ProbeLimits } from '../../machine/finding.ts'

/** GPUs and their driver, as nvidia-smi tells. */
export async function gpus({ timeoutMs }: ProbeLimits): Promise<readonly Finding[]> {
  // A run takes this list too: it is asked once, and as long as a run would wait.
  const [{ gpus: found, why }, driver] = await Promise.all([listedGpus(), driverVersion(timeoutMs)])
  const text = [...Map.groupBy(found, ({ name, memory }) => `${name} with ${gigabytes(memory)}`)]
    .map(([kind, same]) => (same.length === 1 ? kind : `${same.length} × ${kind}`))
    .join(', ')
  const isThere = found.length > 0
  return [
    {
      id: 'gpu',
      name: 'GPU',
      isThere,
      text: why ?? text,
      facts: { gpus: found },
    },
    driver,
  ]
}

async function driverVersion(timeoutMs: number): Promise<Finding> {
  const what = { id: 'driver', name: 'NVIDIA driver' }
  const answer = await answerOf(
    'nvidia-smi',
    ['--query-gpu=driver_version', '--format=csv,noheader'],
    timeoutMs,
  )
  const version = answer.state === 'answered' ? answer.text.split('\n')[0]!.trim() : ''
  if (version === '') return { ...what, isThere: false, text: answer.text || 'nvidia-smi names none' }
  return { ...what, isThere: true, text: version, facts: { version } }
}
