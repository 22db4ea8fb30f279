import {
  array,
  check,
  integer,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  regex,
  strictObject,
  string,
  type InferOutput,
  type ObjectEntries,
} from 'valibot'
import { name, texts } from '../../../schema/parts.ts'
import { readSettingsFile } from '../../../schema/read-settings-file.ts'

const word = pipe(
  string('a text'),
  regex(/^[\w.:+/@-]+$/, 'a name of letters, digits and any of _ . : + / @ - without spaces'),
)
const wantedTime = 'a time as sbatch takes it, in quotes, as in "04:00:00" or "1-12:00:00"'
const time = pipe(string(wantedTime), regex(/^(?:\d+-)?\d{1,3}:\d{2}:\d{2}$/, wantedTime))
const whole = pipe(
  number('a whole number above 0'),
  integer('a whole number above 0'),
  minValue(1, 'a whole number above 0'),
)
const file = pipe(string('an absolute path'), regex(/^\//, 'an absolute path'))

/** Only these; a name that is not known is a mistake. */
function only<const E extends ObjectEntries>(entries: E, what: string) {
  const known = Object.keys(entries).join(', ')
  return strictObject(entries, ({ expected }) =>
    expected === 'never'
      ? `left out: ${what} can have ${known}`
      : `a mapping, as in "${Object.keys(entries)[0]}: …"`,
  )
}

/** What starts containers on a cluster's nodes. */
const container = pipe(
  only(
    {
      kind: picklist(['apptainer', 'enroot', 'pyxis'], '"apptainer", "enroot" or "pyxis"'),
      /** For trainings and servers on the processor, with the Python in it that has their packages; they run in none if left out. */
      image: optional(name),
      python: optional(file),
      /** In place of the pinned image: a file. */
      vllm: optional(name),
      mounts: optional(array(file, 'a list of absolute paths')),
    },
    '"container"',
  ),
  check(
    ({ image, python }) => (image === undefined) === (python === undefined),
    'one with "image" and "python", or with neither',
  ),
)

const slurm = only(
  {
    partition: optional(word),
    account: optional(word),
    qos: optional(word),
    constraint: optional(name),
    /** Longest time of a start. */
    time: optional(time),
    /** Cores of each task, at least a job's threads. */
    cpus: optional(whole),
    /** Of each node, in GB. */
    memory: optional(whole),
    /** Kind of GPU, as the cluster calls it. */
    gpu: optional(word),
    'gpu-option': optional(picklist(['gpus-per-node', 'gres'], '"gpus-per-node" or "gres"')),
    /** From SIGTERM to the time limit, in seconds. */
    grace: optional(whole),
    /** Lines of sh that run first on the node; variables of it that programs see; more options of sbatch. */
    setup: optional(texts),
    keep: optional(texts),
    sbatch: optional(texts),
    /** Where servers listen; the name of their node if left out. */
    host: optional(word),
    container: optional(container),
  },
  '"slurm"',
)

const schema = only(
  {
    /** A file of images in place of the project's own, relative to this one. */
    images: optional(name),
    /** For the runtime `local`, which has no image: a Python that has vLLM. */
    vllm: optional(only({ python: file }, '"vllm"')),
    slurm: optional(slurm),
  },
  'a file of runtime settings',
)

/** What a person says of the places that programs run in. */
export type RuntimeSettings = InferOutput<typeof schema>

/**
 * The settings of a file.
 *
 * @throws HarnessError `harness/runtime-settings` with file and line
 */
export function readRuntimeSettings(file: string): Promise<RuntimeSettings> {
  return readSettingsFile({ file, schema, what: 'the runtime settings', code: 'harness/runtime-settings' })
}
