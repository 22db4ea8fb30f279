import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import { nodeVariable, nodeWords } from './quoted.ts'
import type { SlurmContainer } from '../slurm-settings.ts'

/** A program that is to run in a container. */
export interface Contained {
  readonly words: readonly string[]
  /** Where it starts, and all that it may write to. */
  readonly folder: string
  /** Seen at the same path, read-only. */
  readonly reads: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Variables of the node that it sees as they are there. */
  readonly passes: readonly string[]
  /** The same, of those that it may have or not: which GPUs are the job's, and what its settings keep. */
  readonly keeps: readonly string[]
  readonly gpus: number
  /** Whether /tmp is to be each node's own, where others would be given the same folder for it. */
  readonly ownScratch: boolean
}

/** How a program is started in a container. */
export interface ContainerStart {
  /** Options of srun, which stands outside; null where the container is started without it. */
  readonly srun: readonly string[] | null
  readonly words: readonly string[]
  /** Beside the program's own. */
  readonly environment: Readonly<Record<string, string>>
  /** Lines of sh that run just before it, in each of its processes. */
  readonly lines: readonly string[]
  /** Whether its words name a folder of the node's own, which is made just before it. */
  readonly hasScratch?: boolean
}

/**
 * Puts a program into a container of a cluster's kind. The folder that it starts in is told, since it would be the
 * image's; the user's home is not shown, since packages in ~/.local would stand before the image's.
 *
 * @throws RuntimeError `runtimes/image` for an image that is no file and has no digest, `runtimes/slurm-text` for a path that these programs cannot take
 */
export function containerStart(container: SlurmContainer, of: Contained): ContainerStart {
  const image = checkedImage(container)
  const reads = [...of.reads, ...(container.mounts ?? [])]
  for (const file of [of.folder, ...reads]) requireMountable(file)
  const { kind } = container
  const names = [...Object.keys(of.environment), ...of.passes]
  if (kind === 'apptainer') {
    const binds = [of.folder, ...reads.map((file) => `${file}:${file}:ro`)]
    return {
      srun: null,
      words: [
        ...['apptainer', 'exec', '--cleanenv', '--contain', '--home', of.environment['HOME']!],
        // Without it, /tmp has 64 MB of memory.
        '--workdir',
        of.ownScratch ? nodeWords.scratch : path.join(of.environment['HOME']!, 'work'),
        ...['--pwd', of.folder],
        ...binds.flatMap((bind) => ['--bind', bind]),
        ...(of.gpus > 0 ? ['--nv'] : []),
        image,
        ...of.words,
      ],
      // They pass --cleanenv, and stand in no list of processes.
      environment: Object.fromEntries(
        // It refuses to be told HOME so.
        Object.entries(of.environment).flatMap(([name, value]) =>
          name === 'HOME' ? [] : [[`APPTAINERENV_${name}`, value]],
        ),
      ),
      lines: of.keeps.map(
        (name) => `if [ -n "\${${name}+x}" ]; then export APPTAINERENV_${name}="$${name}"; fi`,
      ),
      hasScratch: of.ownScratch,
    }
  }
  if (kind === 'enroot') {
    const mounts = [
      `${of.folder}:${of.folder}`,
      ...reads.map((file) => `${file}:${file}:none:x-create=auto,bind,ro`),
    ]
    return {
      srun: null,
      words: [
        ...['enroot', 'start'],
        ...mounts.flatMap((mount) => ['--mount', mount]),
        ...names.flatMap((name) => ['--env', name]),
        ...of.keeps.map(nodeVariable),
        image,
        // It has no option for the folder.
        ...['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', of.folder],
        ...of.words,
      ],
      environment: { ENROOT_MOUNT_HOME: 'no', ENROOT_REMAP_ROOT: 'no' },
      lines: [],
    }
  }
  const mounts = [`${of.folder}:${of.folder}`, ...reads.map((file) => `${file}:${file}:ro`)]
  return {
    srun: [
      `--container-image=${image}`,
      `--container-workdir=${of.folder}`,
      `--container-mounts=${mounts.join(',')}`,
      '--no-container-mount-home',
      '--no-container-remap-root',
      `--container-env=${names.join(',')}`,
    ],
    // What it has of the job's variables, but for those that the image sets, is there.
    words: of.words,
    environment: {},
    lines: [],
  }
}

function checkedImage({ kind, image }: SlurmContainer): string {
  if (kind === 'enroot' && !image.startsWith('/')) {
    throw new RuntimeError(
      'runtimes/image',
      `enroot starts an image from a file, and ${image} is none: make one by "enroot import --output FILE.sqsh docker://…", and name that file by its whole path in the runtime settings`,
    )
  }
  if (image.startsWith('/') || /@sha256:[0-9a-f]{64}$/.test(image)) return image
  throw new RuntimeError(
    'runtimes/image',
    `the image ${image} may be another one tomorrow: name a file by its whole path, or add the digest (NAME@sha256:…)`,
  )
}

/** Lists of mounts are split at colons and commas, with no way to quote them. */
function requireMountable(file: string): void {
  if (!/[:,\n]/.test(file)) return
  throw new RuntimeError(
    'runtimes/slurm-text',
    `${file} cannot be shown in a container: its path has a colon, a comma or a line end; name a folder without`,
  )
}
