import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
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
  const gone = Array.from(
    { length: 22 },
    (_, i) => `20200101T0000${String(i).padStart(2, '0')}Z-${hostname()}-9999999-1`,
  )
  const running = `20190101T000000Z-${hostname()}-${process.ppid}-1`
  // Another machine's process is not seen here.
  const elsewhere = `20190101T000000Z-elsewhere-9999999-1`
  for (const name of [...gone, running, elsewhere, 'another'])
    await mkdir(path.join(services, name), { recursive: true })
  const made = [await newServiceFolder(services), await newServiceFolder(services)]
  expect(made[0]!.folder).not.toBe(made[1]!.folder)
  const left = await readdir(services)
  expect(left.toSorted()).toEqual(
    [
      running,
      elsewhere,
      ...gone.slice(3),
      ...made.map(({ folder }) => path.basename(folder)),
      'another',
    ].toSorted(),
  )
})
