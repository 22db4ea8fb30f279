import { readFile } from 'node:fs/promises'
import { safeParse, type GenericSchema, type InferOutput } from 'valibot'
import { HarnessError } from '../errors.ts'

/** A file of settings, and how it is told of. */
export interface SettingsFile<S extends GenericSchema> {
  readonly file: string
  readonly schema: S
  /** For instance `the runtime settings`. */
  readonly what: string
  readonly code: HarnessError['code']
}

/**
 * Reads a file of settings: YAML, or JSON, which is YAML too.
 *
 * @throws HarnessError with file and line
 */
export async function readSettingsFile<const S extends GenericSchema>(
  options: SettingsFile<S>,
): Promise<InferOutput<S>> {
  const { file, schema, what, code } = options
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message
    throw new HarnessError(code, `${file}: ${what} cannot be read: ${why}`, { cause })
  })
  const { isMap, isNode, LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: false })
  const fault = (offset: number | undefined, why: string) =>
    new HarnessError(code, `${file}${offset === undefined ? '' : `:${lines.linePos(offset).line}`}: ${why}`)
  const [error] = document.errors
  if (error !== undefined) {
    throw fault(error.pos[0], error.message.split('\n')[0]!.replace(/ at line .*$/, ''))
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw fault(offsetOf([]), `${what} are a mapping, as in "name: value"`)
  }
  const value: unknown = document.toJS() ?? {}
  const parsed = safeParse(schema, value, { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const keys = (issue.path ?? []).map(({ key }) => key)
  const name = keys.map(String).join('.')
  // A name that is not known says itself what to write in its place.
  if (issue.type === 'strict_object' && issue.expected === 'never')
    throw fault(offsetOf(keys), `"${name}" ${issue.message}`)
  throw fault(offsetOf(keys), `"${name}" has to be ${issue.message}${givenText(issue.input)}`)

  /** Of the entry, or of the nearest above it that the file has. */
  function offsetOf(keys: readonly unknown[]): number | undefined {
    for (let length = keys.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length), true)
      if (isNode(node) && node.range) return node.range[0]
    }
    return undefined
  }
}

/** What stands there instead, where it is short enough for a sentence; nothing where it lacks. */
function givenText(input: unknown): string {
  if (input === undefined) return ''
  if (input === null) return ', and nothing stands there'
  const text = Array.isArray(input)
    ? 'a list'
    : typeof input === 'object'
      ? 'a mapping'
      : JSON.stringify(input)
  return `, not ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`
}
