import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { adder, askedOf, openFakeServer, sumsModule } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from './eval-cli.ts'

test('family and version tell runs in the store apart, and are in no manifest and no key', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  const asked = ['eval', sumsModule, '--model', 'm', '--base-url', server.url, '--no-probe', '--limit', '5']
  const evaluated = async (...labels: string[]) => {
    const { exitCode, stdout } = await retable(folder, [...asked, ...labels, '--json'])
    expect(exitCode).toBe(0)
    return JSON.parse(stdout) as { readonly run: string; readonly folder: string }
  }
  const runs = [
    await evaluated('--family', 'f', '--version', 'v1'),
    await evaluated('--family', 'f', '--version', 'v2'),
    await evaluated(),
  ]
  // Other names ask nothing anew.
  expect(askedOf(server.requests)).toHaveLength(5)
  expect(new Set(runs.map(({ run }) => run)).size).toBe(3)
  const manifests = await Promise.all(
    runs.map((run) => readFile(path.join(run.folder, 'manifest.json'), 'utf8')),
  )
  expect(new Set(manifests).size).toBe(1)

  const { stdout } = await retable(folder, ['history', '--json'])
  expect(JSON.parse(stdout)).toMatchObject([
    { family: 'f', version: 'v1', run: runs[0]!.run, change: null },
    {
      family: 'f',
      version: 'v2',
      run: runs[1]!.run,
      change: { from: 'v1', difference: 0, paired: { p: 1 } },
    },
    { family: 'm', version: null, run: runs[2]!.run, change: null },
  ])
  const listed = await retable(folder, ['list', 'runs'])
  expect(listed.stdout).toMatch(/^run +of +family +version +tier/)
  expect(listed.stdout).toMatch(/ m: sums +f +v2 /)
})
