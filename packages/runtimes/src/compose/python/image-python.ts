import { mkdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, writeWhole } from '@retable/core'
import { installFailure } from '../../python/install-failure.ts'
import type { RuntimeProgress } from '../../runtime.ts'
import type { ComposeContext, ImageProgram } from '../context.ts'
import { containerUser, giveTo } from '../file/container-user.ts'
import { containerEnvironment } from '../../job/container-environment.ts'
import { runContainer } from '../job/run-container.ts'
import { imageEnvironment } from './image-environment.ts'
import { packageSources } from './package-sources.ts'

/** Who makes an environment, and for whom. */
export interface ImageInstallOptions {
  readonly context: ComposeContext
  readonly image: ImageProgram
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: RuntimeProgress) => void) | undefined
}

/**
 * The Python of a lock file's environment as the image's own interpreter makes it, in a container, on first use. It works
 * in that image alone, at that path, where it is only read.
 *
 * @throws RuntimeError `runtimes/no-network`, `runtimes/python-packages`; as `runContainer`
 */
export async function imagePython(
  { lockFile, what, size }: { readonly lockFile: string; readonly what: string; readonly size?: string },
  { context, image: program, signal, onProgress }: ImageInstallOptions,
): Promise<string> {
  const { directory, engine } = context
  const { folder, python } = await imageEnvironment(lockFile, { directory, image: program })
  const complete = path.join(folder, 'complete')
  const isDone = () =>
    stat(complete).then(
      () => true,
      () => false,
    )
  if (await isDone()) return python
  await makeFolder(path.dirname(folder))
  await mkdir(folder, { recursive: true })
  await giveTo(await containerUser(directory, engine), [folder])
  // By another name first: the pip of another process may be reading it.
  await writeWhole(path.join(folder, 'requirements.lock'), await readFile(lockFile, 'utf8'))
  const { variables, files } = packageSources()
  const sentence = `installs ${what} for the image, once${size === undefined ? '' : `: ${size}`}`
  const ended = await runContainer(engine, {
    folder,
    title: `the installation of ${what}`,
    image: program.image,
    header: `pip install --requirement ${path.basename(lockFile)}`,
    before: [
      'set -e',
      // A killed one may have left a part.
      'rm -rf environment',
      `"$PYTHON" -m venv environment`,
      'environment/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-cache-dir --retries 3 --require-hashes --no-deps --requirement requirements.lock',
    ],
    command: ['/bin/sh', '-c', ': > complete'],
    mounts: files.map((file) => ({ path: file, isWritable: false })),
    environment: { ...containerEnvironment(folder), ...variables, PYTHON: program.python },
    // A mirror or a proxy may be this machine's own.
    network: 'host',
    gpus: 0,
    graceMs: 5000,
    signal,
    isDone,
    onWaiting: () => onProgress?.({ stage: 'waiting', message: `waits for what already ${sentence}` }),
    onFetching: (image) => onProgress?.({ stage: 'installing', message: `fetches the image ${image}, once` }),
    onStarting: () => onProgress?.({ stage: 'installing', message: sentence }),
  }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw error
  })
  if (ended === null || (await isDone())) return python
  signal?.throwIfAborted()
  const log = await readFile(path.join(folder, 'log.txt'), 'utf8')
  throw installFailure(path.basename(lockFile), log.slice(log.lastIndexOf('\n# ') + 1))
}
