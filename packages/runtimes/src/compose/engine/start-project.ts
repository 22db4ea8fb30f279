import { stat, writeFile, chmod } from 'node:fs/promises'
import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import { composeText, type ContainerPlan } from '../file/compose-text.ts'
import { findContainer, type ContainerState } from './containers.ts'
import { composeFile, variablesFile, type Engine } from './engine.ts'
import { lastLine } from './last-line.ts'

/** Who starts a project, and is told of it. */
export interface StartOptions {
  /** For sentences. */
  readonly title: string
  readonly signal?: AbortSignal | undefined
  /** Told when the image is not here yet. */
  readonly onFetching?: ((image: string) => void) | undefined
  readonly onStarting?: (() => void) | undefined
}

/**
 * Writes a project's file into its folder, fetches the image on first use, and starts the container. Whoever calls it takes
 * the project down, also where it throws.
 *
 * @throws RuntimeError `runtimes/reads` where a file that it reads lacks, `runtimes/image`, `runtimes/no-gpu`,
 * `runtimes/port-taken`, `runtimes/containers`; the signal's reason
 */
export async function startProject(
  engine: Engine,
  plan: ContainerPlan,
  { title, signal, onFetching, onStarting }: StartOptions,
): Promise<ContainerState> {
  for (const mount of plan.mounts) await requireThere(mount.path, title)
  const file = path.join(plan.folder, composeFile)
  // The environment of a program may hold keys.
  await writeFile(file, await composeText(plan), { mode: 0o600 })
  await chmod(file, 0o600)
  await writeFile(path.join(plan.folder, variablesFile), '')
  await fetchImage(engine, plan.image, { signal, onFetching })
  signal?.throwIfAborted()
  onStarting?.()
  const end = await engine.up({ name: plan.name, folder: plan.folder })
  const state = end.exitCode === 0 ? await findContainer(engine, plan.name) : null
  if (state !== null) return state
  signal?.throwIfAborted()
  throw failure(end.stderr, plan, title)
}

async function requireThere(file: string, title: string): Promise<void> {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  )
  if (!isThere) throw new RuntimeError('runtimes/reads', `${title} reads ${file}, which is not there`)
}

async function fetchImage(
  engine: Engine,
  image: string,
  { signal, onFetching }: Pick<StartOptions, 'signal' | 'onFetching'>,
): Promise<void> {
  if ((await engine.docker(['image', 'inspect', '--format', '{{.Id}}', image], signal)).exitCode === 0) return
  onFetching?.(image)
  const { exitCode, stderr } = await engine.docker(['pull', '--quiet', image], signal)
  if (exitCode === 0) return
  throw new RuntimeError(
    'runtimes/image',
    `the image ${image} cannot be fetched: ${lastLine(stderr) ?? 'the engine does not say why'}`,
  )
}

function failure(stderr: string, { gpus, network }: ContainerPlan, title: string): RuntimeError {
  if (gpus > 0 && /could not select device driver|nvidia|CDI/i.test(stderr)) {
    return new RuntimeError(
      'runtimes/no-gpu',
      `${title} asks for ${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'}, and the container engine of this machine gives none: it needs NVIDIA's driver and container toolkit (nvidia-ctk runtime configure --runtime=docker), or another machine; ./retable doctor tells what is here`,
    )
  }
  if (typeof network === 'object' && /port is already allocated|address already in use/i.test(stderr)) {
    return new RuntimeError(
      'runtimes/port-taken',
      `${title} cannot listen on port ${network.outside}, which another program has; leave the port out for a free one`,
    )
  }
  // Compose's own last line only says that something went wrong.
  const line = stderr.split('\n').findLast((each) => /error|cannot|failed|invalid/i.test(each))
  const why = (line ?? lastLine(stderr) ?? 'compose does not say why').trim()
  return new RuntimeError('runtimes/containers', `${title} cannot be started in a container: ${why}`)
}
