import { answerOf } from './answer-of.ts'
import type { Finding, ProbeLimits } from './finding.ts'
import { onPath } from './on-path.ts'

/** The container engine, compose, and what gives containers GPUs. */
export async function containers(limits: Pick<ProbeLimits, 'timeoutMs'>): Promise<readonly Finding[]> {
  return Promise.all([engine(limits), compose(limits), toolkit(limits)])
}

async function engine({ timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>): Promise<Finding> {
  const what = { id: 'engine', name: 'container engine' }
  const { engineEnvironment, engineIn, engineWords } = await import('@retable/runtimes')
  const [answer, others] = await Promise.all([
    answerOf('docker', engineWords, timeoutMs, engineEnvironment(process.env)),
    onPath('podman', 'nerdctl'),
  ])
  const other = others.length === 0 ? '' : ` (${others.join(' and ')} is there, which retable does not use)`
  if (answer.state === 'absent') return { ...what, isThere: false, text: `${answer.text}${other}` }
  const found = answer.state === 'answered' ? engineIn(answer.text) : undefined
  const facts = { server: found?.version ?? null, isRootless: found?.isRootless ?? null }
  if (found !== undefined) return { ...what, isThere: true, text: `docker ${found.version}`, facts }
  const why = answer.state === 'answered' ? 'it names no version' : answer.text
  return { ...what, isThere: false, text: `docker is there, and its engine does not answer: ${why}`, facts }
}

async function compose({ timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>): Promise<Finding> {
  const what = { id: 'compose', name: 'compose' }
  const { composeIn, composePrograms, engineEnvironment } = await import('@retable/runtimes')
  const env = engineEnvironment(process.env)
  const answers = await Promise.all(
    composePrograms.map(({ program, words }) => answerOf(program, words, timeoutMs, env)),
  )
  const found = composeIn(answers.map((one) => (one.state === 'answered' ? one.text : undefined)))
  if (typeof found !== 'string') {
    const { name: program, version } = found
    return { ...what, isThere: true, text: `${version}, as ${program}`, facts: { program, version } }
  }
  const silent = answers.find(({ state }) => state === 'silent')
  return { ...what, isThere: false, text: silent?.text ?? found }
}

/** Programs of NVIDIA's container toolkit, newest first. */
const toolkitPrograms = ['nvidia-ctk', 'nvidia-container-runtime', 'nvidia-container-cli'] as const

async function toolkit({ timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>): Promise<Finding> {
  const what = { id: 'toolkit', name: 'NVIDIA toolkit' }
  const [program] = await onPath(...toolkitPrograms)
  if (program === undefined) {
    const told = await engineTells(timeoutMs)
    return told
      ? { ...what, isThere: true, text: 'the engine knows it', facts: { program: null, version: null } }
      : {
          ...what,
          isThere: false,
          text: `none of its programs (${toolkitPrograms.join(', ')}) is on the PATH, and the engine knows no runtime nvidia`,
        }
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

/** Whether the engine names the toolkit itself: it may be on another machine, or find its programs elsewhere. */
async function engineTells(timeoutMs: number): Promise<boolean> {
  const { engineEnvironment } = await import('@retable/runtimes')
  const answer = await answerOf(
    'docker',
    ['info', '--format', '{{json .Runtimes}}'],
    timeoutMs,
    engineEnvironment(process.env),
  )
  return answer.state === 'answered' && answer.text.includes('"nvidia"')
}
