import { check, forward, optional, pipe, strictObject, type InferOutput, type ObjectEntries } from 'valibot'
import { nearestName } from '../../../names/nearest-name.ts'
import { readSettingsFile } from '../../../schema/read-settings-file.ts'
import { containerFields, fileFields, slurmFields, vllmFields } from './runtime-fields.ts'

/** Only these; a name that is not known is a mistake, and one that lacks is told by what is wanted in its place. */
function only<const E extends ObjectEntries>(entries: E, what: string, example: string) {
  const known = Object.keys(entries)
  return strictObject(entries, ({ expected, path }) => {
    const key = String(path?.at(-1)?.key)
    if (expected !== 'never') {
      const lacking = path === undefined ? undefined : entries[key]
      const wanted = lacking !== undefined && 'message' in lacking ? lacking.message : undefined
      return typeof wanted === 'string' ? wanted : `a mapping, as in "${example}"`
    }
    const nearest = nearestName(key, known)
    const instead = nearest === undefined ? '' : `did you mean "${nearest}"? `
    return `is no setting: ${instead}${what} can have ${known.join(', ')}`
  })
}

const isFile = (image: string | undefined) => image === undefined || image.startsWith('/')
const wantedFile =
  'a file for enroot, by its absolute path: enroot import --output FILE.sqsh docker://… makes one'

/** What starts containers on a cluster's nodes. */
const container = pipe(
  only(
    {
      kind: containerFields.kind.schema,
      image: optional(containerFields.image.schema),
      python: optional(containerFields.python.schema),
      vllm: optional(containerFields.vllm.schema),
      mounts: optional(containerFields.mounts.schema),
    },
    '"container"',
    'kind: apptainer',
  ),
  check(
    ({ image, python }) => (image === undefined) === (python === undefined),
    'one with "image" and "python", or with neither',
  ),
  forward(
    check(({ kind, image }) => kind !== 'enroot' || isFile(image), wantedFile),
    ['image'],
  ),
  forward(
    check(({ kind, vllm }) => kind !== 'enroot' || isFile(vllm), wantedFile),
    ['vllm'],
  ),
)

const slurm = only(
  {
    partition: optional(slurmFields.partition.schema),
    account: optional(slurmFields.account.schema),
    qos: optional(slurmFields.qos.schema),
    constraint: optional(slurmFields.constraint.schema),
    time: optional(slurmFields.time.schema),
    cpus: optional(slurmFields.cpus.schema),
    memory: optional(slurmFields.memory.schema),
    gpu: optional(slurmFields.gpu.schema),
    'gpu-option': optional(slurmFields['gpu-option'].schema),
    grace: optional(slurmFields.grace.schema),
    setup: optional(slurmFields.setup.schema),
    keep: optional(slurmFields.keep.schema),
    sbatch: optional(slurmFields.sbatch.schema),
    host: optional(slurmFields.host.schema),
    container: optional(container),
  },
  '"slurm"',
  'partition: gpu',
)

const vllm = only({ python: vllmFields.python.schema }, '"vllm"', 'python: /opt/vllm/bin/python')

/** What a file of runtime settings holds. */
export const runtimeSettings = only(
  { images: optional(fileFields.images.schema), vllm: optional(vllm), slurm: optional(slurm) },
  'a file of runtime settings',
  'slurm: …',
)

/** What a person says of the places that programs run in. */
export type RuntimeSettings = InferOutput<typeof runtimeSettings>

/**
 * The settings of a file.
 *
 * @throws HarnessError `harness/runtime-settings` with file and line
 */
export function readRuntimeSettings(file: string): Promise<RuntimeSettings> {
  return readSettingsFile({
    file,
    schema: runtimeSettings,
    what: 'the runtime settings',
    code: 'harness/runtime-settings',
  })
}
