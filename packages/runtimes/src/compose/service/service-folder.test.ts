import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newServiceFolder } from './service-folder.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-services-'))
})
afterAll(() => rm(directory, { recursive: true }))

test('folders of the last 20 services are kept, and of those that may run', async () => {
  const services = path.join(directory, 'services')
  // Numbers of processes end below 2 ^ 22.
  const gone = Array.from({ length: 22 }, (_, i) => `20200101T0000${String(i).padStart(2, '0')}Z-9999999-1`)
  const running = `20190101T000000Z-${process.ppid}-1`
  for (const name of [...gone, running, 'another'])
    await mkdir(path.join(services, name), { recursive: true })
  const made = [await newServiceFolder(directory), await newServiceFolder(directory)]
  expect(made[0]).not.toBe(made[1])
  const left = await readdir(services)
  expect(left.toSorted()).toEqual(
    [running, ...gone.slice(3), ...made.map((folder) => path.basename(folder)), 'another'].toSorted(),
  )
})
