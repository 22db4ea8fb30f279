import { expect, test } from 'vitest'
import { readQueue } from './ask-states.ts'
import { cleanEnvironment } from './clean-environment.ts'
import { exitOf, secondsOf } from './job-state.ts'

// Lines as squeue 22.05 writes them.
test('states are read from what squeue says', () => {
  const line = (...parts: string[]) => `${parts.map((part) => `${part.padEnd(20)}|`).join('')}\n`
  const text =
    line('6_4', 'FAILED', '16640', '0', '0:02', 'UNLIMITED', 'NonZeroExitCode') +
    line('7', 'PENDING', '0', '1', '0:00', '1-02:00:00', 'None') +
    line('8', 'NEWLY_INVENTED', '0', '0', '0:00', '10:00', 'None')
  expect(readQueue(text)).toEqual([
    [
      '6_4',
      {
        phase: 'ended',
        state: 'FAILED',
        reason: 'NonZeroExitCode',
        exitCode: 65,
        signal: null,
        restarts: 0,
        usedSeconds: 2,
        limitSeconds: undefined,
      },
    ],
    [
      '7',
      {
        phase: 'pending',
        state: 'PENDING',
        reason: '',
        exitCode: null,
        signal: null,
        restarts: 1,
        usedSeconds: 0,
        limitSeconds: 93_600,
      },
    ],
  ])
})

test('ends and times have two forms', () => {
  expect(['65:0', '0:9', '16640', '15', '0'].map(exitOf)).toEqual([
    ...[
      { exitCode: 65, signal: null },
      { exitCode: null, signal: 9 },
    ],
    ...[
      { exitCode: 65, signal: null },
      { exitCode: null, signal: 15 },
      { exitCode: 0, signal: null },
    ],
  ])
  expect(['1:02', '3:04:05', 'UNLIMITED', 'INVALID'].map(secondsOf)).toEqual([
    62,
    11_045,
    undefined,
    undefined,
  ])
})

test('what an allocation has set does not reach Slurm’s commands; where the cluster is, does', () => {
  const leaks = {
    SLURM_CPUS_PER_TASK: '7',
    SLURM_JOB_ID: '1',
    SBATCH_PARTITION: 'x',
    PMI_RANK: '1',
    PMI2_X: '1',
    PMIX_RANK: '2',
    SQUEUE_FORMAT: 'x',
  }
  const kept = { PATH: '/bin', SLURM_CONF: '/etc/slurm.conf', PMID: 'mine', MY_SLURM_X: '1' }
  expect(cleanEnvironment({ ...leaks, ...kept })).toEqual(kept)
})
