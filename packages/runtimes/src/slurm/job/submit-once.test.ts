import { expect, test } from 'vitest'
import { slurmContext } from '../slurm-context.ts'
import { fakeSlurm } from '../testing/fake-slurm.ts'
import { submitOnce } from './submit-once.ts'

const last =
  "sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)"

/** Submits to a Slurm that first refuses for a limit. */
function submitted(limit: string) {
  const slurm = fakeSlurm()
  const told: string[] = []
  slurm.answers = (command) => {
    if (command !== 'sbatch') return undefined
    slurm.answers = () => undefined
    return { exitCode: 1, stdout: '', stderr: `sbatch: error: ${limit}\n${last}\n` }
  }
  const context = slurmContext({ directory: '/', call: slurm.call, settings: { pollMs: 5 } })
  const onWaiting = (why: string) => void told.push(why)
  return { told, done: submitOnce(context, { script: 'x', comment: 'retable job x' }, { onWaiting }) }
}

test('a limit that no waiting lifts is refused in its name', async () => {
  await expect(submitted('QOSMaxGRESPerUser').done).rejects.toMatchObject({
    code: 'runtimes/slurm-refused',
    message: expect.stringContaining('QOSMaxGRESPerUser'),
  })
})

test('one on submissions is waited for, and that is told', async () => {
  const { told, done } = submitted('QOSMaxSubmitJobPerUserLimit')
  expect(await done).toEqual({ id: '1', wasThere: false })
  expect(told).toEqual(['Slurm takes no more jobs at present'])
})
