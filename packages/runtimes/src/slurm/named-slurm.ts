import { RuntimeError } from '../errors.ts'
import type { PinnedImage } from '../images/read-images.ts'
import type { NamedRuntimeOptions } from '../named/runtime-options.ts'
import type { Runtime } from '../runtime.ts'
import { slurmRuntime } from './slurm-runtime.ts'
import type { SlurmContainer, SlurmSettings } from './slurm-settings.ts'

/** The Slurm runtime with the settings of a file of a person's, and the project's pinned images. */
export function namedSlurm({ directory, images, slurm = {} }: NamedRuntimeOptions): Runtime {
  const { time, gpu, container: kind, ...same } = slurm
  const container = (image: PinnedImage): SlurmContainer | undefined =>
    kind && { kind, image: `docker://${image.image}`, python: image.python }
  const settings: SlurmSettings = {
    ...same,
    ...(time === undefined ? {} : { timeMinutes: minutesOf(time) }),
    gpuType: gpu,
    container: container(images.trainer),
    vllmContainer: container(images.vllm),
  }
  return slurmRuntime({ directory, settings })
}

/**
 * As sbatch reads a time: `90`, `90:00`, `1:30:00`, `1-12`, `1-12:30`, `1-12:30:00`. Seconds count as a minute.
 *
 * @throws RuntimeError `runtimes/service-options`
 */
export function minutesOf(time: string): number {
  const [, days, first, second, third] = /^(?:(\d+)-)?(\d+)(?::(\d+))?(?::(\d+))?$/.exec(time) ?? []
  if (first === undefined) {
    throw new RuntimeError(
      'runtimes/service-options',
      `"${time}" is no time as sbatch takes it, such as 04:00:00`,
    )
  }
  const parts = [first, second, third].flatMap((part) => (part === undefined ? [] : [Number(part)]))
  // With days they are hours, minutes, seconds; without, minutes come first unless there are three.
  const [hours, minutes, seconds] = days !== undefined || parts.length === 3 ? parts : [0, parts[0], parts[1]]
  return Number(days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0) + ((seconds ?? 0) > 0 ? 1 : 0)
}
