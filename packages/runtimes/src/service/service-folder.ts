import { mkdir, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { isRunning } from '@retable/core'

const kept = 20
let count = 0

/**
 * Makes a folder for a service's files, for its owner's eyes alone. Those of the last 20 services whose owners, processes
 * of this machine, are gone are kept.
 *
 * @returns the folder, and a number that no other service of this process has
 */
export async function newServiceFolder(
  services: string,
): Promise<{ readonly folder: string; readonly number: number }> {
  await mkdir(services, { recursive: true })
  const own = `-${hostname()}-`
  const older = (await readdir(services)).filter((name) => {
    const owner = /^\d{8}T\d{6}Z(-.+-)(\d+)-\d+$/.exec(name)
    const pid = Number(owner?.[2])
    return owner?.[1] === own && pid !== process.pid && !isRunning(pid)
  })
  // Their names begin with their times.
  for (const name of older.toSorted().slice(0, Math.max(0, older.length - kept + 1))) {
    await rm(path.join(services, name), { recursive: true, force: true })
  }
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const number = ++count
  const folder = path.join(services, `${time}${own}${process.pid}-${number}`)
  await mkdir(folder, { mode: 0o700 })
  return { folder, number }
}
