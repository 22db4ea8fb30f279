import { array, integer, minValue, number, picklist, pipe, regex, string, type GenericSchema } from 'valibot'
import { name, texts } from '../../../schema/parts.ts'

/** A setting, as the reader takes it and as docs/runtime-settings.md tells of it. */
export interface SettingsField<S extends GenericSchema = GenericSchema> {
  readonly schema: S
  /** Runtimes that look at it. */
  readonly of: string
  /** What may stand there. */
  readonly type: string
  /** What holds where it is left out. */
  readonly otherwise: string
  readonly meaning: string
}

/** Keeps the schema's own type. */
function field<const S extends GenericSchema>(
  schema: S,
  of: string,
  [type, otherwise, meaning]: readonly [type: string, otherwise: string, meaning: string],
): SettingsField<S> {
  return { schema, of, type, otherwise, meaning }
}

const wantedWord = 'a name of letters, digits and any of _ . : + / @ - without spaces'
const word = pipe(string(wantedWord), regex(/^[\w.:+/@-]+$/, wantedWord))
const wantedTime = 'a time as sbatch takes it, in quotes, as in "04:00:00" or "1-12:00:00"'
const time = pipe(string(wantedTime), regex(/^(?:\d+-)?\d{1,3}:\d{2}:\d{2}$/, wantedTime))
/** A whole number of something, with no unit behind it. */
function whole(unit: string, example: number) {
  const wanted = `a whole number above 0, of ${unit}, as in ${example}`
  return pipe(number(wanted), integer(wanted), minValue(1, wanted))
}
const file = pipe(string('an absolute path'), regex(/^\//, 'an absolute path'))
const wantedImage =
  'an image’s file by its absolute path, or NAME@sha256:… (./retable pin finds the digest of a tag)'
const image = pipe(
  string(wantedImage),
  regex(/^(?:\/|(?:docker:\/\/)?[\w.:/-]+@sha256:[\da-f]{64}$)/, wantedImage),
)

/** Of containers on a cluster's nodes. */
export const containerFields = {
  kind: field(picklist(['apptainer', 'enroot', 'pyxis'], '"apptainer", "enroot" or "pyxis"'), 'slurm', [
    '`apptainer`, `enroot` or `pyxis`',
    'has to be there',
    'what starts containers on the nodes',
  ]),
  image: field(image, 'slurm', [
    'absolute path, or `NAME@sha256:…`',
    'they run in none',
    'that trainings and servers on the processor run in; `enroot` takes a file',
  ]),
  python: field(file, 'slurm', [
    'absolute path',
    'has to be there beside `image`',
    'Python in that image, 3.11 or newer, which makes the environment of their packages',
  ]),
  vllm: field(image, 'slurm', [
    'absolute path, or `NAME@sha256:…`',
    'the pinned image; `enroot` needs a file',
    'that vLLM runs in',
  ]),
  mounts: field(array(file, 'a list of absolute paths'), 'slurm', [
    'list of absolute paths',
    'none more',
    'folders that containers see too, read-only, at the same path',
  ]),
}

/** Of a cluster. */
export const slurmFields = {
  partition: field(word, 'slurm', ['name', 'the cluster’s own', 'where jobs are submitted to']),
  account: field(word, 'slurm', ['name', 'the user’s own', 'that is charged']),
  qos: field(word, 'slurm', ['name', 'the cluster’s own', 'quality of service']),
  constraint: field(name, 'slurm', [
    'text',
    'none',
    'features that nodes must have, as `--constraint` takes them',
  ]),
  time: field(time, 'slurm', [
    '`"HH:MM:SS"` or `"D-HH:MM:SS"`, in quotes',
    'the partition’s own',
    'longest time of a start; a job that reaches it goes on in another start',
  ]),
  cpus: field(whole('processor cores', 8), 'slurm', [
    'whole number',
    'the job’s threads',
    'processor cores of each task, at least the job’s threads',
  ]),
  memory: field(whole('GB', 512), 'slurm', ['whole number of GB', 'the cluster’s own', 'of each node']),
  gpu: field(word, 'slurm', [
    'name',
    'any kind',
    'kind of GPU, as the cluster calls it; with it, `eval` serves on one GPU unless `--gpus`',
  ]),
  'gpu-option': field(picklist(['gpus-per-node', 'gres'], '"gpus-per-node" or "gres"'), 'slurm', [
    '`gpus-per-node` or `gres`',
    '`gpus-per-node`',
    'by which option the cluster is asked for GPUs',
  ]),
  grace: field(whole('seconds', 180), 'slurm', [
    'whole number of seconds',
    '120',
    'from SIGTERM to the time limit: as long as a step and a checkpoint take',
  ]),
  setup: field(texts, 'slurm', [
    'list of lines of sh',
    'none',
    'run first on the node, as in `module load cuda`',
  ]),
  keep: field(texts, 'slurm', [
    'list of names',
    'none',
    'variables of the node’s login and of `setup` that programs see too',
  ]),
  sbatch: field(texts, 'slurm', [
    'list of words',
    'none',
    'more options of sbatch, as in `--reservation=mine`',
  ]),
  host: field(word, 'slurm', ['name or address', 'the node’s name', 'where servers listen']),
}

/** Of a file itself. */
export const fileFields = {
  images: field(name, 'compose, slurm', [
    'path, from the file’s folder',
    'the project’s pins',
    'a file of images, as [pin](verbs/pin.md) writes it',
  ]),
}

/** Of a Python of one's own. */
export const vllmFields = {
  python: field(file, 'local, slurm', [
    'absolute path',
    'no vLLM: nothing runs on GPUs there',
    'a Python that has vLLM; on Slurm one of the nodes, and only without `slurm.container`',
  ]),
}

/** Every setting by its whole name, in the order in which they are told. */
export const allSettings: readonly (readonly [name: string, SettingsField])[] = [
  ...Object.entries(fileFields),
  ...Object.entries(vllmFields).map(([key, one]) => [`vllm.${key}`, one] as const),
  ...Object.entries(slurmFields).map(([key, one]) => [`slurm.${key}`, one] as const),
  ...Object.entries(containerFields).map(([key, one]) => [`slurm.container.${key}`, one] as const),
]
