import { testCluster } from '@retable/runtimes/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { machineHere } from './machine-here.ts'
import { runtimesHere } from './runtimes-here.ts'

// Of a busy machine.
const limits = { timeoutMs: 30_000, storeDirectory: import.meta.dirname }

test('a real cluster is found with its partitions, and one that has ended is said to', async () => {
  onTestFinished(() => void vi.unstubAllEnvs())
  const slurm = async () => {
    const machine = await machineHere(limits)
    const { lacks } = (await runtimesHere(machine)).find(({ runtime }) => runtime === 'slurm')!
    return { found: machine.find(({ id }) => id === 'slurm')!, lacks }
  }
  {
    await using cluster = await testCluster({ cpus: 8 })
    vi.stubEnv('SLURM_CONF', cluster.environment.SLURM_CONF)
    const { found, lacks } = await slurm()
    const version = /\d+(?:\.\d+)+/.exec(await cluster.run('sbatch', '--version'))![0]
    const both = { nodes: '2', cores: '8', gres: 'gpu:a100:4' }
    expect(found).toMatchObject({
      isThere: true,
      // Two nodes of eight cores, in both partitions; the first is the default.
      text: `${version}; low* (2 × 8 cores, 1 MB, gpu:a100:4), high (2 × 8 cores, 1 MB, gpu:a100:4)`,
      facts: {
        ...{ version, answers: true },
        partitions: [
          { name: 'low*', ...both },
          { name: 'high', ...both },
        ],
      },
    })
    expect(lacks).toBeNull()
  }
  const { found, lacks } = await slurm()
  expect([found.isThere, lacks]).toEqual([
    false,
    expect.stringMatching(/^needs Slurm: .*its controller does not answer: \S/),
  ])
})
