import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { newLogFile } from './log-files.ts'

test('the last 20 logs of a service are kept, and those of others', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'retable-logs-'))
  try {
    const others = ['other-20200101T000000Z-1-1.log', 'model-b-20200101T000000Z-1-1.log']
    for (const other of others) await writeFile(path.join(directory, other), '')
    const made: string[] = []
    for (let i = 0; i < 23; i++) {
      const file = await newLogFile(directory, 'model')
      await writeFile(file, '')
      made.push(path.basename(file))
    }
    expect(new Set(made).size).toBe(23)
    const left = await readdir(directory)
    expect(left).toEqual(expect.arrayContaining(others))
    expect(left).toHaveLength(22)
    expect(left).toContain(made.at(-1))
  } finally {
    await rm(directory, { recursive: true })
  }
})
