import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pinImages } from './pin-images.ts'
import { testRegistry, type TestRegistry } from '../testing/engine/registry.ts'
import { pushTo } from './registry/testing-push.ts'
import { types } from './registry/testing-registry.ts'

let registry: TestRegistry
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-pin-'))
  registry = await testRegistry(path.join(directory, 'images'), directory)
})
afterAll(async () => {
  await registry.stop()
  await rm(directory, { recursive: true })
})

const none = `sha256:${'0'.repeat(64)}`

/** Pushes an image of one empty layer; gives its manifest as an index lists it. */
async function push(architecture: string, tag: string, label = '') {
  const layer = gzipSync(Buffer.alloc(1024))
  const config = Buffer.from(
    JSON.stringify({ os: 'linux', architecture, label, rootfs: { type: 'layers', diff_ids: [] } }),
  )
  const described = async (mediaType: string, bytes: Buffer) => ({
    ...{ mediaType, size: bytes.length },
    digest: await pushTo(registry.name).blob('retable/program', bytes),
  })
  const manifest = {
    ...{ schemaVersion: 2, mediaType: types.docker },
    config: await described('application/vnd.docker.container.image.v1+json', config),
    layers: [await described('application/vnd.docker.image.rootfs.diff.tar.gzip', layer)],
  }
  const digest = await pushTo(registry.name).manifest('retable/program', tag, types.docker, manifest)
  const size = Buffer.byteLength(JSON.stringify(manifest))
  return { mediaType: types.docker, digest, size, platform: { os: 'linux', architecture } }
}

test('tags of a real registry are pinned by what they name, an image or an index, and one that moves is told', async () => {
  const file = path.join(directory, 'images.yaml')
  const entry = (id: string, tag: string) =>
    `${id}:\n  image: ${registry.name}/retable/program\n  tag: ${tag}\n  digest: ${none}\n  python: /usr/bin/python3\n  why: a test\n`
  const text = `# Kept.\n${entry('single', 'one')}\n${entry('several', 'many')}`
  await writeFile(file, text)
  const single = await push('amd64', 'one')
  const images = [single, await push('arm64', 'other')]
  const list = { schemaVersion: 2, mediaType: types.list, manifests: images }
  const several = await pushTo(registry.name).manifest('retable/program', 'many', types.list, list)

  const pin = (isCheck = false) => pinImages({ file, isCheck, credentials: () => Promise.resolve(undefined) })
  const first = await pin()
  expect(
    first.pins.map(({ id, digest, state, isPinnedThere, platform }) => [
      id,
      digest,
      state,
      isPinnedThere,
      platform!.digest,
    ]),
  ).toEqual([
    ['single', single.digest, 'moved', false, single.digest],
    ['several', several, 'moved', false, single.digest],
  ])
  expect(await readFile(file, 'utf8')).toBe(text.replace(none, single.digest).replace(none, several))
  expect((await pin(true)).pins.map(({ state }) => state)).toEqual(['same', 'same'])

  const moved = await push('amd64', 'one', 'another')
  const { pins, isWritten } = await pin(true)
  expect(pins.map(({ state, digest, isPinnedThere }) => [state, digest, isPinnedThere])).toEqual([
    // What was pinned is still to be had by its digest.
    ['moved', moved.digest, true],
    ['same', several, null],
  ])
  expect(isWritten).toBe(false)
})
