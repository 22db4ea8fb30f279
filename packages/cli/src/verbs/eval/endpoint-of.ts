import { isServedHere } from '@retable/harness/evals'
import { CliError } from '../../errors.ts'
import { parsedObject, readProfile, type JsonObject, type Profile } from './read-profile.ts'
import type { EndpointRequest } from './eval-request.ts'

/** Who is asked, as flags, a profile file and the environment say, in this order. */
export interface EndpointChoice {
  readonly model: string
  readonly baseUrls: readonly string[]
  readonly apiKey: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly extraBody: JsonObject
  /** What a person should know of the choice. */
  readonly remark?: string
}

/**
 * @throws CliError `cli/endpoint` where no model is named, a file or JSON text is not what it should be, a further field
 * is none, or the variable that is named for the key is not set
 */
export async function endpointOf(
  request: Pick<EndpointRequest, 'model' | 'baseUrl' | 'keyEnv' | 'profile' | 'extraBody' | 'given'>,
): Promise<EndpointChoice> {
  const profile = request.profile === undefined ? {} : await readProfile(request.profile)
  const model = request.model ?? profile.model ?? ''
  if (model.trim() === '') {
    throw new CliError(
      'cli/endpoint',
      'which model? name it with --model, and where it is served with --base-url (or OPENAI_BASE_URL); --model smollm2-135m, the path of a model folder, or hf:OWNER/NAME@COMMIT, needs no endpoint',
    )
  }
  const extraBody = {
    ...profile.extraBody,
    ...(request.extraBody === undefined ? {} : parsedObject(request.extraBody, '--extra-body')),
  }
  requireFurther(extraBody)
  const given = request.baseUrl ?? profile.baseUrl
  const fromEnvironment = process.env['OPENAI_BASE_URL'] || undefined
  // A name that says what is meant comes before an address that was set for other models.
  const isHere = given === undefined && (await isServedHere(model))
  const ofServing = { runtime: '--runtime', gpus: '--gpus', serverNodes: '--server-nodes' }
  const served = Object.entries(ofServing).find(([name]) => request.given.has(name))
  if (!isHere && served !== undefined) {
    throw new CliError(
      'cli/endpoint',
      `${served[1]} is for a model that is served here: a folder, or hf:OWNER/NAME@COMMIT, without --base-url`,
    )
  }
  const urls = [given ?? (isHere ? [] : (fromEnvironment ?? []))].flat()
  return {
    model,
    baseUrls: urls.filter((url) => url !== ''),
    ...(isHere && fromEnvironment !== undefined
      ? {
          remark: `${model} is served here; to ask for it at the address in OPENAI_BASE_URL, give that with --base-url`,
        }
      : {}),
    apiKey: keyOf(request, profile),
    headers: profile.headers ?? {},
    extraBody,
  }
}

/** Fields that say what is asked, by what settles them: the manifest and verdicts go by it. */
const settledBy: Readonly<Record<string, string>> = {
  model: '--model',
  messages: '--prompt',
  prompt: '--prompt',
  temperature: '--temperature',
  top_p: '--top-p',
  max_tokens: '--max-tokens',
  n: '--n',
  seed: '--seed',
  stream: '--stream',
}

/** @throws CliError `cli/endpoint` for a field that is settled elsewhere */
function requireFurther(extraBody: JsonObject): void {
  const name = Object.keys(extraBody).find((each) => Object.hasOwn(settledBy, each))
  if (name === undefined) return
  const message = `extra body: ${name} is no further field: it is settled by ${settledBy[name]}`
  throw new CliError('cli/endpoint', message)
}

/** Whether a text is surely a variable's name, and no key that was put in its place by mistake. */
function isPlainName(text: string): boolean {
  return text.length <= 40 && /^[A-Z]{1,16}(?:_(?:[A-Z]{1,16}|\d{1,2}))*$/.test(text)
}

/** The key; a variable that is named must be set, and the one that is looked up unasked need not. */
function keyOf(
  { keyEnv, profile: file, given }: Pick<EndpointRequest, 'keyEnv' | 'profile' | 'given'>,
  profile: Profile,
): string | undefined {
  const isGiven = given.has('keyEnv')
  const name = isGiven ? keyEnv : (profile.keyEnv ?? keyEnv)
  const key = process.env[name] || undefined
  if (key !== undefined || !(isGiven || profile.keyEnv !== undefined)) return key
  const where = isGiven ? '--key-env' : `--profile ${file}: "keyEnv"`
  throw new CliError(
    'cli/endpoint',
    `${where} names an environment variable that is not set${isPlainName(name) ? `: ${name}` : ''}`,
  )
}
