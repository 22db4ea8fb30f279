import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { packageSources } from './package-sources.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'retable-wheels-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('pip is told its sources, and sees the folders of this machine among them', () => {
  const sources = {
    PIP_INDEX_URL: 'https://mirror.example/simple',
    PIP_FIND_LINKS: `${folder} https://wheels.example /absent`,
    PIP_EXTRA_INDEX_URL: `file://${folder}`,
    https_proxy: 'http://127.0.0.1:3128',
  }
  expect(
    packageSources({ ...sources, PIP_TARGET: '/usr', PIP_CERT: '', PATH: '/bin', API_KEY: 'secret' }),
  ).toEqual({
    variables: sources,
    files: [folder],
  })
})
