/** Before it, the key that gives a container GPUs is unknown. */
const oldest = [1, 28] as const
const oldestText = oldest.join('.')
const passed =
  /^(?:PATH|HOME|TMPDIR|XDG_RUNTIME_DIR|SSH_AUTH_SOCK|DOCKER_(?!DEFAULT_PLATFORM).*|(?:https?|no|all)_proxy)$/i

/** What docker and compose see of an environment. */
export function engineEnvironment(env: NodeJS.ProcessEnv, host?: string): Record<string, string> {
  const given = { ...env, ...(host === undefined ? {} : { DOCKER_HOST: host }) }
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value !== undefined && passed.test(name) ? [[name, value]] : [],
    ),
  )
}

/** Words of docker that ask its engine for its version. */
export const engineWords = ['info', '--format', '{{.ServerVersion}} {{json .SecurityOptions}}'] as const

/**
 * What an engine answered.
 *
 * @returns undefined where it did not: docker's `info` ends well where only its client is there
 */
export function engineIn(
  printed: string,
): { readonly version: string; readonly isRootless: boolean } | undefined {
  const [, version, security = ''] = /^(\d\S*) (.*)$/s.exec(printed.trim()) ?? []
  return version === undefined ? undefined : { version, isRootless: security.includes('name=rootless') }
}

/** Programs that may be compose, with the words that ask for their version, in the order in which they are taken. */
export const composePrograms = [
  {
    program: 'docker',
    words: ['compose', 'version', '--short'],
    name: 'docker compose',
    isStandalone: false,
  },
  { program: 'docker-compose', words: ['version', '--short'], name: 'docker-compose', isStandalone: true },
] as const

/** The compose that is used. */
export interface FoundCompose {
  readonly name: (typeof composePrograms)[number]['name']
  readonly version: string
  readonly isStandalone: boolean
}

/**
 * The first that is new enough of those that answered.
 *
 * @param printed - what each printed, undefined where it failed
 * @returns in a sentence, why none is
 */
export function composeIn(printed: readonly (string | undefined)[]): FoundCompose | string {
  let tooOld: string | undefined
  for (const [index, { name, isStandalone }] of composePrograms.entries()) {
    const [, version, major, minor] = /^v?((\d+)\.(\d+)\S*)$/m.exec(printed[index]?.trim() ?? '') ?? []
    if (version === undefined) continue
    const isOld = Number(major) < oldest[0] || (Number(major) === oldest[0] && Number(minor) < oldest[1])
    if (!isOld) return { name, version, isStandalone }
    tooOld = `${name} is ${version}, and ${oldestText} or newer is needed`
  }
  return tooOld ?? 'there is neither docker’s compose plugin (v2) nor a program docker-compose (v1)'
}
