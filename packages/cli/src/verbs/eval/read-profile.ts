import { readFile } from 'node:fs/promises'
import { CliError } from '../../errors.ts'

/** What a profile file may hold. */
export interface Profile {
  readonly model?: string
  /** Up to /v1; several are replicas of one model. */
  readonly baseUrl?: string | readonly string[]
  /** Environment variable that holds the key. */
  readonly keyEnv?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly extraBody?: JsonObject
}

/** A JSON object as it was read. */
export type JsonObject = Readonly<Record<string, unknown>>

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What each field must be, and how it is told. */
const fields: Readonly<
  Record<keyof Profile, { readonly is: (value: unknown) => boolean; readonly what: string }>
> = {
  model: { is: isText, what: 'a text' },
  baseUrl: {
    is: (value) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText)),
    what: 'a text, or a list of texts',
  },
  keyEnv: { is: isText, what: 'a text, the name of an environment variable' },
  headers: {
    is: (value) => isObject(value) && Object.values(value).every((each) => typeof each === 'string'),
    what: 'an object of texts',
  },
  extraBody: { is: isObject, what: 'an object' },
}

/**
 * Reads a profile. What it quotes of the file is names of fields alone, as there may be secrets in it.
 *
 * @throws CliError `cli/endpoint` for a field that no profile has, or that is not what it should be
 */
export async function readProfile(file: string): Promise<Profile> {
  const where = `--profile ${file}`
  const profile = await readObject(file, '--profile')
  for (const [name, value] of Object.entries(profile)) {
    if (!Object.hasOwn(fields, name)) {
      const known = Object.keys(fields).join(', ')
      throw new CliError('cli/endpoint', `${where}: a profile has no "${name}"; it may have: ${known}`)
    }
    const { is, what } = fields[name as keyof Profile]
    if (!is(value)) throw new CliError('cli/endpoint', `${where}: "${name}" must be ${what}`)
  }
  const checked: Profile = profile
  for (const [name, value] of Object.entries(checked.headers ?? {})) {
    if (!(await isHeader(name, value))) {
      throw new CliError('cli/endpoint', `${where}: the header "${name}" is none that can be sent`)
    }
  }
  return checked
}

/** Reads a JSON object of a file; what it quotes of the file is nothing, as there may be secrets in it. */
export async function readObject(file: string, flag: string): Promise<JsonObject> {
  const content = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message
    throw new CliError('cli/endpoint', `${flag} ${file}: ${why}`, { cause })
  })
  return parsedObject(content, `${flag} ${file}`)
}

/** @throws CliError `cli/endpoint` for a text that is no JSON object, with nothing of the text */
export function parsedObject(json: string, where: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new CliError('cli/endpoint', `${where}: is no JSON`)
  }
  if (isObject(value)) return value
  throw new CliError('cli/endpoint', `${where}: a JSON object is needed`)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function isHeader(name: string, value: string): Promise<boolean> {
  // An import of it loads the fetch of Node's own too.
  const { validateHeaderName, validateHeaderValue } = await import('node:http')
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false
  }
}
