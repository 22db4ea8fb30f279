import {
  optional,
  picklist,
  pipe,
  regex,
  strictObject,
  string,
  type InferOutput,
  type ObjectEntries,
} from 'valibot'
import { name } from '../../../schema/parts.ts'
import { readSettingsFile } from '../../../schema/read-settings-file.ts'

const word = pipe(
  string('a text'),
  regex(/^[\w.:+/-]+$/, 'a name of letters, digits and any of _ . : + / - without spaces'),
)
const time = pipe(
  string('a time in quotes, as in "04:00:00" or "1-12:00:00"'),
  regex(/^(?:\d+-)?\d{1,3}(?::\d{2}){0,2}$/, 'a time as sbatch takes it, as in "04:00:00" or "1-12:00:00"'),
)

/** Only these; a name that is not known is a mistake. */
function only<const E extends ObjectEntries>(entries: E, what: string) {
  const known = Object.keys(entries).join(', ')
  return strictObject(entries, ({ expected }) =>
    expected === 'never'
      ? `left out: ${what} can have ${known}`
      : `a mapping, as in "${Object.keys(entries)[0]}: …"`,
  )
}

const schema = only(
  {
    /** A file of images in place of the project's own, relative to this one. */
    images: optional(name),
    /** For the runtime `local`, which has no image: a Python that has vLLM. */
    vllm: optional(only({ python: name }, '"vllm"')),
    slurm: optional(
      only(
        {
          ...{
            partition: optional(word),
            account: optional(word),
            qos: optional(word),
            time: optional(time),
          },
          gpu: optional(word),
          container: optional(picklist(['apptainer', 'enroot', 'pyxis'], '"apptainer", "enroot" or "pyxis"')),
          host: optional(word),
        },
        '"slurm"',
      ),
    ),
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
