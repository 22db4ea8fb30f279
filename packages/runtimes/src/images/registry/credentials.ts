import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { RuntimeError } from '../../errors.ts'

/** A name and a password of an account at a registry, as the header Authorization has them. */
export type BasicCredentials = `Basic ${string}`

/** What Docker keeps of a registry's account. */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string } | undefined>>
  readonly credsStore?: string
  readonly credHelpers?: Readonly<Record<string, string | undefined>>
}

const helperTimeoutMs = 5000

/**
 * The account that `docker login` has left for a registry, in config.json or in the keyring that it names; undefined where
 * there is none. Identity tokens are not used: a registry is then asked without an account.
 *
 * @param folder - Docker's: DOCKER_CONFIG, else ~/.docker
 * @throws RuntimeError `runtimes/registry-credentials` where the file is broken; what stands in it is in no message
 */
export async function dockerCredentials(
  registry: string,
  folder = process.env['DOCKER_CONFIG'] || path.join(homedir(), '.docker'),
): Promise<BasicCredentials | undefined> {
  const file = path.join(folder, 'config.json')
  let config: DockerConfig
  try {
    config = JSON.parse(await readFile(file, 'utf8')) as DockerConfig
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    // JSON's own message quotes the text.
    const why = error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message
    throw new RuntimeError('runtimes/registry-credentials', `${file} cannot be read: ${why}`)
  }
  for (const key of keysOf(registry)) {
    const helper =
      config?.credHelpers?.[key] ?? (config?.auths?.[key] === undefined ? undefined : config.credsStore)
    const auth = helper === undefined ? config?.auths?.[key]?.auth : await ofHelper(helper, key)
    if (typeof auth === 'string' && auth !== '') return `Basic ${auth}`
  }
  return undefined
}

/** What Docker calls a registry in its file. */
function keysOf(registry: string): readonly string[] {
  return registry === 'docker.io'
    ? ['https://index.docker.io/v1/', 'docker.io']
    : [registry, `https://${registry}`]
}

/** Asks the program that keeps credentials; one that has none, or is not there, gives none. */
async function ofHelper(helper: string, registry: string): Promise<string | undefined> {
  if (!/^[\w.-]+$/.test(helper)) return undefined
  const { loadExeca } = await import('../../python/load-execa.ts')
  const run = await loadExeca()
  const { exitCode, stdout } = await run(`docker-credential-${helper}`, ['get'], {
    input: registry,
    timeout: helperTimeoutMs,
    reject: false,
  })
  if (exitCode !== 0) return undefined
  try {
    const { Username: name, Secret: secret } = JSON.parse(stdout) as { Username?: unknown; Secret?: unknown }
    if (typeof name !== 'string' || typeof secret !== 'string' || name === '<token>') return undefined
    return Buffer.from(`${name}:${secret}`).toString('base64')
  } catch {
    return undefined
  }
}
