import type { SlurmSettings } from '@retable/runtimes'
import type { RuntimeSettings } from './runtime-settings.ts'

/** A person's settings of a cluster as the runtime takes them. */
export function slurmSettingsOf(
  { container, time, memory, gpu, grace, ...rest }: NonNullable<RuntimeSettings['slurm']>,
  { vllm }: Readonly<Record<'vllm', { readonly image: string; readonly python: string }>>,
): SlurmSettings {
  const { 'gpu-option': gpuOption, ...same } = rest
  return {
    ...same,
    gpuOption,
    gpuType: gpu,
    graceSeconds: grace,
    timeMinutes: time === undefined ? undefined : minutesOf(time),
    memoryMb: memory === undefined ? undefined : Math.round((memory * 1e9) / 2 ** 20),
    ...(container === undefined ? {} : containersOf(container, vllm)),
  }
}

function containersOf(
  { kind, image, python, mounts, vllm }: NonNullable<NonNullable<RuntimeSettings['slurm']>['container']>,
  pinned: { readonly image: string; readonly python: string },
): Pick<SlurmSettings, 'container' | 'vllmContainer'> {
  return {
    container:
      image === undefined || python === undefined
        ? undefined
        : { kind, image: fetchable(image), python, mounts },
    vllmContainer: { kind, image: fetchable(vllm ?? pinned.image), python: pinned.python, mounts },
  }
}

/** A registry's image with what fetches it: apptainer would take a bare name for a file. */
function fetchable(image: string): string {
  return image.startsWith('/') || image.startsWith('docker://') ? image : `docker://${image}`
}

/** `1-12:00:00` as minutes, begun ones counted. */
function minutesOf(time: string): number {
  const [, days = '0', hours, minutes, seconds] = /^(?:(\d+)-)?(\d+):(\d+):(\d+)$/.exec(time)!
  return (Number(days) * 24 + Number(hours)) * 60 + Number(minutes) + (Number(seconds) > 0 ? 1 : 0)
}
