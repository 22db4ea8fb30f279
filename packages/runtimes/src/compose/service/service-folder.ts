import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { isRunning } from '@retable/core'

const kept = 20
let made = 0

/** Makes a folder for a service's files; those of the last 20 services whose owners are gone are kept. */
export async function newServiceFolder(directory: string): Promise<string> {
  const services = path.join(directory, 'services')
  await mkdir(services, { recursive: true })
  const older = (await readdir(services)).filter((name) => {
    const owner = /^\d{8}T\d{6}Z-(\d+)-\d+$/.exec(name)?.[1]
    return owner !== undefined && Number(owner) !== process.pid && !isRunning(Number(owner))
  })
  // Their names begin with their times.
  for (const name of older.toSorted().slice(0, Math.max(0, older.length - kept + 1))) {
    await rm(path.join(services, name), { recursive: true, force: true })
  }
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const folder = path.join(services, `${time}-${process.pid}-${++made}`)
  await mkdir(folder)
  return folder
}
