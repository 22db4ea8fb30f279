import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder } from '@retable/core'

const kept = 20
let made = 0

/** Names a new log file of a service, and removes the oldest of its older ones: the last 20 are kept. */
export async function newLogFile(folder: string, name: string): Promise<string> {
  await makeFolder(folder)
  const older = (await readdir(folder)).filter(
    // Another service's name may begin with this one's.
    (file) => file.startsWith(`${name}-`) && /^\d{8}T\d{6}Z-\d+-\d+\.log$/.test(file.slice(name.length + 1)),
  )
  // Their names begin with their times.
  for (const file of older.toSorted().slice(0, Math.max(0, older.length - kept + 1))) {
    await rm(path.join(folder, file), { force: true })
  }
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
  return path.join(folder, `${name}-${time}-${process.pid}-${++made}.log`)
}
