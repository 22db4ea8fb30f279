import { answerOf } from '../answer-of.ts'
import type { Finding, ProbeLimits } from '../finding.ts'
import { onPath } from '../on-path.ts'

/** The container engine, compose, and what gives containers GPUs. */
export async function containers(limits: Pick<ProbeLimits, 'timeoutMs'>): Promise<readonly Finding[]> {
  return Promise.all([engine(limits), compose(limits), toolkit(limits)])
}

async function engine({ timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>): Promise<Finding> {
  const what = { id: 'engine', name: 'container engine' }
  const [answer, others] = await Promise.all([
    answerOf('docker', ['version', '--format', '{{json .}}'], timeoutMs),
    onPath('podman', 'nerdctl'),
  ])
  const other = others.length === 0 ? '' : ` (${others.join(' and ')} is there, which retable does not use)`
  if (answer.state === 'absent') return { ...what, isThere: false, text: `${answer.text}${other}` }
  const { client, server } = versionsIn(answer.state === 'refused' ? answer.printed : answer.text)
  const facts = { client, server, answers: server !== null }
  if (answer.state === 'answered' && server !== null)
    return { ...what, isThere: true, text: `docker ${server}`, facts }
  const named = client === null ? 'docker is there' : `docker ${client} is there`
  return {
    ...what,
    isThere: false,
    text: `${named}, and its engine does not answer: ${answer.text || 'it names no version'}`,
    facts,
  }
}

function versionsIn(text: string): { readonly client: string | null; readonly server: string | null } {
  try {
    const { Client, Server } = JSON.parse(text) as Readonly<
      Record<'Client' | 'Server', { readonly Version?: string } | null | undefined>
    >
    return { client: Client?.Version ?? null, server: Server?.Version ?? null }
  } catch {
    return { client: null, server: null }
  }
}

async function compose({ timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>): Promise<Finding> {
  const what = { id: 'compose', name: 'compose' }
  const [plugin, standalone] = await Promise.all([
    answerOf('docker', ['compose', 'version', '--short'], timeoutMs),
    answerOf('docker-compose', ['version', '--short'], timeoutMs),
  ])
  const [oldMajor, oldMinor] = (await import('@retable/runtimes')).oldestStandalone
  let tooOld: string | undefined
  for (const [program, answer] of [
    ['docker compose', plugin],
    ['docker-compose', standalone],
  ] as const) {
    const found = answer.state === 'answered' ? /^v?((\d+)\.(\d+)\S*)$/m.exec(answer.text) : null
    if (found === null) continue
    const [version, major, minor] = [found[1]!, Number(found[2]), Number(found[3])]
    if (major < oldMajor || (major === oldMajor && minor < oldMinor)) {
      tooOld = `${program} is ${version}, and ${oldMajor}.${oldMinor} or newer is needed`
      continue
    }
    return { ...what, isThere: true, text: `${version}, as ${program}`, facts: { program, version, major } }
  }
  const silent = [plugin, standalone].find(({ state }) => state === 'silent')
  const none = 'there is neither docker’s compose plugin (v2) nor a program docker-compose (v1)'
  return { ...what, isThere: false, text: tooOld ?? silent?.text ?? none }
}

/** Programs of NVIDIA's container toolkit, newest first. */
const toolkitPrograms = ['nvidia-ctk', 'nvidia-container-runtime', 'nvidia-container-cli'] as const

async function toolkit({ timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>): Promise<Finding> {
  const what = { id: 'toolkit', name: 'NVIDIA toolkit' }
  const [program] = await onPath(...toolkitPrograms)
  if (program === undefined)
    return {
      ...what,
      isThere: false,
      text: `none of its programs (${toolkitPrograms.join(', ')}) is on the PATH`,
    }
  const answer = await answerOf(program, ['--version'], timeoutMs)
  const version = /(\d+\.\d+(?:\.\d+)?)/.exec(answer.text)?.[1] ?? null
  return {
    ...what,
    isThere: true,
    text: version === null ? program : `${version}, as ${program}`,
    facts: { program, version },
  }
}
