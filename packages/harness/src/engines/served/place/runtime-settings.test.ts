import { globSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../testing/open-fake.ts'
import { openPlace } from './open-place.ts'
import { allSettings } from './runtime-fields.ts'
import { readRuntimeSettings, runtimeSettings } from './runtime-settings.ts'
import { slurmSettingsOf } from './slurm-settings-of.ts'

async function fileOf(text: string): Promise<string> {
  const file = path.join(testFolder(), 'retable.runtime.yaml')
  await writeFile(file, text)
  return file
}

test('a file says how jobs are submitted and what they run in', async () => {
  const text = `# my cluster
slurm:
  partition: gpu-long
  account: team/nlp
  time: "1-12:00:00"
  gpu: h100
  memory: 512
  container: {kind: apptainer}
vllm: {python: /opt/vllm/bin/python}
`
  expect(await readRuntimeSettings(await fileOf(text))).toEqual({
    slurm: {
      ...{ partition: 'gpu-long', account: 'team/nlp', time: '1-12:00:00', gpu: 'h100' },
      ...{ memory: 512, container: { kind: 'apptainer' } },
    },
    vllm: { python: '/opt/vllm/bin/python' },
  })
  expect(await readRuntimeSettings(await fileOf(''))).toEqual({})
})

test.each([
  [
    'slurm:\n  partition: a\n  partitions: b',
    3,
    '"slurm.partitions" is no setting: did you mean "partition"? "slurm" can have partition,',
  ],
  [
    'sulrm: {}',
    1,
    '"sulrm" is no setting: did you mean "slurm"? a file of runtime settings can have images, vllm, slurm',
  ],
  [
    'slurm:\n  memory: 512GB',
    2,
    '"slurm.memory" has to be a whole number above 0, of GB, as in 512, not "512GB"',
  ],
  [
    'slurm:\n  partition:',
    2,
    '"slurm.partition" has to be a name of letters, digits and any of _ . : + / @ - without spaces, and nothing stands there',
  ],
  [
    'slurm:\n  container: {vllm: /a.sif}',
    2,
    '"slurm.container.kind" has to be "apptainer", "enroot" or "pyxis"',
  ],
  // The file's line is what a start would not know any more.
  [
    'slurm:\n  container:\n    kind: apptainer\n    vllm: vllm/vllm-openai:v0.11.0',
    4,
    '"slurm.container.vllm" has to be an image’s file by its absolute path, or NAME@sha256:…',
  ],
  [
    `slurm:\n  container:\n    kind: enroot\n    vllm: vllm@sha256:${'a'.repeat(64)}`,
    4,
    '"slurm.container.vllm" has to be a file for enroot',
  ],
  ['slurm:\n  partition: "gpu; rm -rf x"', 2, '"slurm.partition" has to be a name of letters, digits and'],
  // YAML reads 04:00 as a text, and a bare number of minutes as a number.
  ['slurm:\n\n  time: 240', 3, '"slurm.time" has to be a time as sbatch takes it, in quotes'],
  [
    'slurm:\n  container:\n    kind: docker',
    3,
    '"slurm.container.kind" has to be "apptainer", "enroot" or "pyxis"',
  ],
  [
    'slurm:\n  container: {kind: pyxis, image: /a.sqsh}',
    2,
    '"slurm.container" has to be one with "image" and "python"',
  ],
  [
    'slurm:\n  container: docker',
    2,
    '"slurm.container" has to be a mapping, as in "kind: apptainer", not "docker"',
  ],
  ['vllm: {}', 1, '"vllm.python" has to be an absolute path'],
  ['slurm: [', 1, 'Flow sequence in block collection must be'],
  ['- a', 1, 'the runtime settings are a mapping, as in "name: value"'],
])('%j is refused with its line', async (text, line, says) => {
  const file = await fileOf(text)
  const error = await readRuntimeSettings(file).catch((caught: unknown) => caught as Error)
  expect(error).toMatchObject({ code: 'harness/runtime-settings' })
  expect((error as Error).message).toContain(`${file}:${line}: ${says}`)
})

test('a file that is not there is told', async () => {
  const file = path.join(testFolder(), 'none.yaml')
  await expect(readRuntimeSettings(file)).rejects.toThrow(
    `${file}: the runtime settings cannot be read: there is no such file`,
  )
})

test('processes of this machine leave no trace in a record, and another name is refused', async () => {
  const directory = testFolder()
  const file = await fileOf('vllm: {python: /opt/vllm/bin/python}\nslurm: {gpu: h100}')
  const place = await openPlace({ directory, runtimeSettings: file })
  expect(place).toMatchObject({
    vllmImage: null,
    facts: null,
    vllmPython: '/opt/vllm/bin/python',
    runtime: { id: 'local' },
  })
  await expect(openPlace({ directory, runtime: 'cloud' })).rejects.toMatchObject({
    code: 'harness/runtime',
    message: 'there is no runtime "cloud"; there are: local, compose, slurm',
  })
  await expect(openPlace({ directory, runtimeSettings: await fileOf('images: mine.yaml') })).rejects.toThrow(
    'mine.yaml: the images cannot be read',
  )
})

test('what a cluster is asked for, and what of it stands in a record', async () => {
  const text = `slurm:
  {partition: gpu, account: secret/team, time: "1-00:30:01", memory: 64, gpu: h100, gpu-option: gres, grace: 60, container: {kind: pyxis, image: /images/trainer.sqsh, python: /opt/python, mounts: [/data]}}
`
  const file = await fileOf(text)
  const images = { vllm: { image: `vllm@sha256:${'a'.repeat(64)}`, python: '/usr/bin/python3' } }
  const { slurm } = await readRuntimeSettings(file)
  expect(slurmSettingsOf(slurm!, images)).toEqual({
    ...{ partition: 'gpu', account: 'secret/team', timeMinutes: 1471, memoryMb: 61035 },
    ...{ gpuType: 'h100', gpuOption: 'gres', graceSeconds: 60 },
    container: { kind: 'pyxis', image: '/images/trainer.sqsh', python: '/opt/python', mounts: ['/data'] },
    vllmContainer: {
      ...{ kind: 'pyxis', image: `docker://vllm@sha256:${'a'.repeat(64)}`, python: '/usr/bin/python3' },
      mounts: ['/data'],
    },
  })
  const place = await openPlace({ directory: testFolder(), runtime: 'slurm', runtimeSettings: file })
  expect(place).toMatchObject({ gpu: 'h100', runtime: { id: 'slurm' } })
  expect(place.facts).toEqual({
    images: {
      trainer: '/images/trainer.sqsh',
      vllm: expect.stringMatching(/^vllm\/vllm-openai@sha256:/),
    },
    runtime: { name: 'slurm', partition: 'gpu', gpu: 'h100', container: 'pyxis' },
  })
  const compose = await openPlace({ directory: testFolder(), runtime: 'compose' })
  expect(compose.facts?.images.trainer).toMatch(/^pytorch\/pytorch@sha256:/)
  expect(compose.vllmImage).toBe(compose.facts?.images.vllm)
  // The same image gives the same numbers, whoever starts it.
  expect(place.vllmImage).toBe(compose.vllmImage)
})

test.each(['apptainer', 'pyxis'])('%s is given a registry’s image with what fetches it', async (kind) => {
  const pin = (name: string, digit: string) => `${name}@sha256:${digit.repeat(64)}`
  const own = `image: ${pin('me/trainer', 'b')}, python: /usr/bin/python3, vllm: "docker://${pin('me/vllm', 'c')}"`
  const { slurm } = await readRuntimeSettings(await fileOf(`slurm: {container: {kind: ${kind}, ${own}}}`))
  const pinned = { vllm: { image: pin('vllm', 'a'), python: '/usr/bin/python3' } }
  expect(slurmSettingsOf(slurm!, pinned)).toMatchObject({
    container: { image: `docker://${pin('me/trainer', 'b')}` },
    vllmContainer: { image: `docker://${pin('me/vllm', 'c')}` },
  })
})

test('the table of settings in the docs is that of the reader', () => {
  const page = readFileSync(
    path.resolve(import.meta.dirname, '../../../../../../docs/runtime-settings.md'),
    'utf8',
  )
  const cells = (row: string) => row.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '').trim())
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map(cells)
  expect(rows).toEqual(
    allSettings.map(([name, { of, type, otherwise, meaning }]) => [
      `\`${name}\``,
      of,
      type,
      otherwise,
      meaning,
    ]),
  )
  // Each is one that the reader takes, and it takes no other.
  const named = (schema: { entries: object }, at: string): string[] =>
    Object.entries(schema.entries).flatMap(([key, entry]: [string, { wrapped?: object }]) => {
      const inner = (entry.wrapped ?? entry) as { entries?: object }
      return inner.entries ? named({ entries: inner.entries }, `${at}${key}.`) : [`${at}${key}`]
    })
  expect(named(runtimeSettings, '').toSorted()).toEqual(allSettings.map(([name]) => name).toSorted())
})

test('every example of settings in the docs is one', async () => {
  const root = path.resolve(import.meta.dirname, '../../../../../..')
  const pages = globSync(['docs/**/*.md', 'packages/*/README.md', 'packages/harness/src/**/*.md'], {
    cwd: root,
  })
  const examples = pages.flatMap((page) => {
    const text = readFileSync(path.join(root, page), 'utf8')
    return [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].flatMap(([, yaml = '']) =>
      /^slurm: ?[{\n]/m.test(yaml) ? [{ page, yaml }] : [],
    )
  })
  expect(examples.map(({ page }) => page)).toEqual(
    expect.arrayContaining(['docs/runtime-settings.md', 'docs/scaling.md', 'docs/verbs/run.md']),
  )
  for (const { page, yaml } of examples) {
    const read = readRuntimeSettings(await fileOf(yaml))
    await expect(read, page).resolves.toHaveProperty('slurm')
  }
})
