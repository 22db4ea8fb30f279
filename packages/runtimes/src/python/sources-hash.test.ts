import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourcesHash } from './sources-hash.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'retable-sources-'))
  await mkdir(path.join(folder, 'inner'))
  await write(
    'serve.py',
    'import os\nfrom .draw import draw\nfrom .inner import (\n    words,\n    other,\n)\n',
  )
  await write('draw.py', 'def draw():\n    from . import late\n')
  await write('late.py', '')
  await write('inner/__init__.py', '')
  await write('inner/words.py', 'from ..far import far\n')
  await write('far.py', '')
  await write('train.py', '')
})
afterEach(() => rm(folder, { recursive: true }))

const write = (name: string, text: string) => writeFile(path.join(folder, name), text)

test.each(['serve.py', 'draw.py', 'late.py', 'inner/__init__.py', 'inner/words.py', 'far.py', '__main__.py'])(
  'a change of %s changes it',
  async (name) => {
    const before = await sourcesHash(folder, 'serve')
    await write(name, '# changed\n')
    expect(await sourcesHash(folder, 'serve')).not.toBe(before)
  },
)

test('what only other commands run does not', async () => {
  const before = await sourcesHash(folder, 'serve')
  await write('train.py', '# changed\n')
  expect(await sourcesHash(folder, 'serve')).toBe(before)
})

test('the program of this project is found', async () => {
  const programs = path.join(import.meta.dirname, '../testing/programs/fake_server')
  expect(await sourcesHash(programs, 'serve')).not.toBe(await sourcesHash(folder, 'absent'))
})
