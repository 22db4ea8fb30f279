import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, withFileLock, writeWhole } from '@retable/core'
import { loadExeca } from '../../python/load-execa.ts'
import { testRegistry } from './registry.ts'
import { startEngine } from './start-engine.ts'

/** An image of Debian's with Python, in the storage of a registry. */
export interface BaseImage {
  readonly storage: string
  /** Name and digest, without the registry. */
  readonly reference: string
}

const suite = 'bookworm'
const packages = 'python3,python3-venv'
// What is left out only takes time to unpack.
const unneeded = ['var/cache/apt', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/locale', 'usr/share/man']
/** Beside the other things that are made once; a change of the image gets another name. */
const cache = path.resolve(import.meta.dirname, '../../../../../.retable/test-engine', `${suite}-python-1`)

/** Makes the image of the tests, FROM scratch with a root of debootstrap's, once for this checkout. */
export async function baseImage(): Promise<BaseImage> {
  const storage = path.join(cache, 'registry')
  const digestFile = path.join(cache, 'digest')
  await makeFolder(path.dirname(cache))
  const digest = await withFileLock(`${cache}.lock`, async () => {
    const made = await readFile(digestFile, 'utf8').catch(() => undefined)
    if (made !== undefined) return made
    await rm(storage, { recursive: true, force: true })
    await mkdir(storage, { recursive: true })
    const digest = await pushRoot(await madeRoot(), storage)
    await writeWhole(digestFile, digest)
    return digest
  })
  return { storage, reference: `retable-test@${digest}` }
}

/** @returns a tar file of the root */
async function madeRoot(): Promise<string> {
  const [root, archive] = ['root', 'root.tar'].map((name) => path.join(cache, name)) as [string, string]
  const run = await loadExeca()
  await rm(root, { recursive: true, force: true })
  await run('debootstrap', ['--variant=minbase', `--include=${packages}`, suite, root], { all: true })
  const excluded = unneeded.map((name) => `--exclude=./${name}/*`)
  await run('tar', [
    '--create',
    `--file=${archive}`,
    `--directory=${root}`,
    '--one-file-system',
    ...excluded,
    '.',
  ])
  await rm(root, { recursive: true })
  return archive
}

/** @returns the image's digest */
async function pushRoot(archive: string, storage: string): Promise<string> {
  const engine = await startEngine()
  try {
    const registry = await testRegistry(storage, engine.folder)
    try {
      const name = `${registry.name}/retable-test`
      await engine.docker('import', archive, `${name}:base`)
      await engine.docker('push', '--quiet', `${name}:base`)
      const digests = await engine.docker(
        'image',
        'inspect',
        '--format',
        '{{json .RepoDigests}}',
        `${name}:base`,
      )
      await rm(archive)
      return (JSON.parse(digests) as readonly [string])[0].split('@')[1]!
    } finally {
      await registry.stop()
    }
  } finally {
    await engine.stop()
  }
}
