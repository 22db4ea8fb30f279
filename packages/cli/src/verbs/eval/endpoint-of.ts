import { readFile } from 'node:fs/promises'
import { CliError } from '../../errors.ts'
import type { EvalVerbRequest } from './run-eval.ts'

/** Who is asked, as flags, a profile file and the environment say, in this order. */
export interface EndpointChoice {
  readonly model: string
  readonly baseUrls: readonly string[]
  readonly apiKey: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly extraBody: Readonly<Record<string, unknown>>
}

/** What a profile file may hold. */
interface Profile {
  readonly model?: unknown
  readonly baseUrl?: unknown
  readonly keyEnv?: unknown
  readonly headers?: unknown
  readonly extraBody?: unknown
}

/** @throws CliError `cli/endpoint` where no model is named, or a file or JSON text is not what it should be */
export async function endpointOf(
  request: Pick<EvalVerbRequest, 'model' | 'baseUrl' | 'keyEnv' | 'profile' | 'extraBody'>,
): Promise<EndpointChoice> {
  const profile = request.profile === undefined ? {} : await readProfile(request.profile)
  const model = request.model ?? text(profile.model)
  if (model === undefined) {
    throw new CliError(
      'cli/endpoint',
      'which model? name it with --model, and where it is served with --base-url (or OPENAI_BASE_URL); --model smollm2-135m needs no endpoint',
    )
  }
  const keyName = text(profile.keyEnv) ?? request.keyEnv
  const urls = [profile.baseUrl ?? process.env['OPENAI_BASE_URL'] ?? []].flat().map(String)
  return {
    model,
    baseUrls: request.baseUrl ?? urls.filter((url) => url !== ''),
    apiKey: process.env[keyName] || undefined,
    headers: (profile.headers ?? {}) as Readonly<Record<string, string>>,
    extraBody: {
      ...(profile.extraBody ?? {}),
      ...(request.extraBody === undefined ? {} : parsed(request.extraBody, '--extra-body')),
    },
  }
}

/** Reads a JSON object of a file; what it quotes of the file is nothing, as there may be secrets in it. */
export async function readObject(file: string, flag: string): Promise<Readonly<Record<string, unknown>>> {
  const content = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message
    throw new CliError('cli/endpoint', `${flag} ${file}: ${why}`, { cause })
  })
  return parsed(content, `${flag} ${file}`)
}

async function readProfile(file: string): Promise<Profile> {
  return readObject(file, '--profile')
}

function parsed(json: string, where: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw new CliError('cli/endpoint', `${where}: is no JSON`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>
  }
  throw new CliError('cli/endpoint', `${where}: a JSON object is needed`)
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
