import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { composeText, type ContainerPlan } from './compose-text.ts'

const plan: ContainerPlan = {
  name: 'retable-0123456789abcdef',
  image: `debian@sha256:${'0'.repeat(64)}`,
  script: '/a folder/container.sh',
  user: '1000:1001',
  folder: '/a folder',
  mounts: [{ path: '/reads: $THIS', isWritable: false }],
  environment: { KEY: '${HOME}' },
  network: 'none',
  graceMs: 1500,
  gpus: 0,
  labels: { 'retable.kind': 'job' },
}
async function service(more: Partial<ContainerPlan> = {}): Promise<Readonly<Record<string, unknown>>> {
  const { services } = parse(await composeText({ ...plan, ...more })) as {
    readonly services: { readonly program: Readonly<Record<string, unknown>> }
  }
  return services.program
}

test('a container has one user, one folder to write in, no privileges and no network', async () => {
  expect(await service()).toEqual({
    image: plan.image,
    container_name: plan.name,
    entrypoint: ['/bin/sh', '/a folder/container.sh'],
    working_dir: '/a folder',
    user: '1000:1001',
    init: true,
    stop_grace_period: '2s',
    restart: 'no',
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    tmpfs: ['/tmp:exec,mode=1777'],
    volumes: [
      { type: 'bind', source: '/a folder', target: '/a folder', read_only: false },
      { type: 'bind', source: '/reads: $$THIS', target: '/reads: $$THIS', read_only: true },
    ],
    environment: ['KEY=$${HOME}'],
    labels: { 'retable.kind': 'job', 'retable.folder': '/a folder' },
    network_mode: 'none',
  })
})

test('a port is published on loopback alone', async () => {
  expect((await service({ network: { inside: 8000, outside: 0 } }))['ports']).toEqual(['127.0.0.1::8000'])
  expect((await service({ network: { inside: 8000, outside: 81 } }))['ports']).toEqual(['127.0.0.1:81:8000'])
})

test('GPUs are reserved where they are asked for, with memory to share where they are several', async () => {
  const devices = (count: number) => ({
    resources: { reservations: { devices: [{ driver: 'nvidia', count, capabilities: ['gpu'] }] } },
  })
  const one = await service({ gpus: 1 })
  expect([one['deploy'], one['shm_size']]).toEqual([devices(1), undefined])
  // Docker takes a count for the first ones, whoever else has them.
  const second = await service({ gpus: 1, gpuIds: ['1'] })
  expect(second['deploy']).toEqual({
    resources: {
      reservations: { devices: [{ driver: 'nvidia', device_ids: ['1'], capabilities: ['gpu'] }] },
    },
  })
  const two = await service({ gpus: 2 })
  expect([two['deploy'], two['shm_size']]).toEqual([devices(2), '16gb'])
})

test('a server may be silent while it loads', async () => {
  const health = { command: ['/usr/bin/python3', '-c', 'ask()'], startPeriodMs: 240_000 }
  expect((await service({ health }))['healthcheck']).toEqual({
    test: ['CMD', '/usr/bin/python3', '-c', 'ask()'],
    interval: '10s',
    timeout: '10s',
    retries: 3,
    start_period: '240s',
  })
})

test('texts are quoted, since version 1 of compose takes some plain ones for numbers and truths', async () => {
  const text = await composeText({ ...plan, environment: {}, labels: { 'retable.folder': 'yes' } })
  expect(text).toContain('restart: "no"')
  expect(text).toContain('user: "1000:1001"')
})
