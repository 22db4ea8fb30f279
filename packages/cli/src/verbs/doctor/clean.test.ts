import { spawnSync } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { testMachine } from './testing-machine.ts'

test('--clean removes what runs that are gone have left, and what is at work or another’s stays', async () => {
  const { directory, bin, program, doctor } = await testMachine()
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  const folder = path.join(directory, 'job')
  await mkdir(folder)
  const containers = [
    { id: 'service', kind: 'service', status: 'running', owner: `${hostname()} ${gone} 1` },
    { id: 'ended', kind: 'job', status: 'exited', owner: `${hostname()} ${gone} 1` },
    { id: 'working', kind: 'job', status: 'running', owner: `${hostname()} ${gone} 1` },
    { id: 'elsewhere', kind: 'service', status: 'running', owner: `another-machine ${gone} 1` },
  ]
  for (const { id, kind, status, owner } of containers) {
    const labels = {
      ...{ 'retable.owner': owner, 'retable.kind': kind, 'retable.folder': folder },
      'com.docker.compose.project': `project-${id}`,
    }
    const inspected = {
      Id: id,
      Config: { Labels: labels },
      State: { Status: status, StartedAt: '2026-01-01T00:00:00Z' },
      NetworkSettings: { Ports: {} },
    }
    await writeFile(path.join(directory, `${id}.json`), JSON.stringify(inspected))
  }
  const says = path.join(directory, 'asked')
  await program(
    'docker',
    `echo "$*" >> ${says}
case "$*" in
  info*) echo '28.3.2 []' ;;
  'compose version --short') echo 2.39.1 ;;
  'container inspect'*) for last; do :; done; /bin/cat ${directory}/$last.json ;;
  'ps --all --quiet'*) echo '${containers.map(({ id }) => id).join('\n')}' ;;
  *'project=project-'*) for last; do :; done; echo container-of-$4 ;;
esac`,
  )
  const { stdout, exitCode } = await doctor(['scpo', '--clean', '--timeout', '60'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain(
    'removed, whose runs are gone: project-service, project-ended\nstill at work; the same command waits for them: project-working\n\nthis machine',
  )
  const asked = (await readFile(says, 'utf8')).split('\n')
  const removed = asked.filter((line) => line.startsWith('rm --force'))
  expect(removed).toEqual(
    ['service', 'ended'].map(
      (id) => `rm --force --volumes container-of-label=com.docker.compose.project=project-${id}`,
    ),
  )

  await rm(path.join(bin, 'docker'))
  const without = await doctor(['scpo', '--clean'])
  expect([without.exitCode, without.stderr]).toEqual([
    3,
    expect.stringContaining('retable: there is no docker command here'),
  ])

  // A login node without containers.
  await program(
    'squeue',
    `printf '7|retable service ${hostname()} ${gone} 1 1\\n8|retable service elsewhere ${gone} 1 1\\n9|retable job abc\\n'`,
  )
  await program('scancel', `echo "$*" >>${directory}/cancelled`)
  const login = await doctor(['scpo', '--clean', '--timeout', '60'])
  expect([login.exitCode, login.stderr]).toEqual([0, ''])
  expect(login.stdout).toContain(
    'ended, of Slurm, whose runs are gone: 1 service\ncontainers were not looked at: there is no docker command here',
  )
  expect(await readFile(path.join(directory, 'cancelled'), 'utf8')).toBe('--full --signal=KILL 7\n7\n')
})
