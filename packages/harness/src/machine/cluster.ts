import { answerOf } from './answer-of.ts'
import type { Finding, ProbeLimits } from './finding.ts'
import { onPath } from './on-path.ts'

/** Slurm, and what runs containers on its nodes. */
export async function cluster(limits: Pick<ProbeLimits, 'timeoutMs'>): Promise<readonly Finding[]> {
  return Promise.all([slurm(limits), apptainer(limits)])
}

/** What jobs are submitted, followed and ended with. */
const needed = ['sbatch', 'squeue', 'scontrol', 'scancel'] as const

async function slurm({ timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>): Promise<Finding> {
  const what = { id: 'slurm', name: 'Slurm' }
  const [there, version, nodes] = await Promise.all([
    onPath(...needed, 'sacct'),
    answerOf('sbatch', ['--version'], timeoutMs),
    answerOf('sinfo', ['--noheader', '--format=%P|%D|%c|%m|%G'], timeoutMs),
  ])
  const lacking = needed.filter((program) => !there.includes(program))
  if (lacking.length === needed.length)
    return { ...what, isThere: false, text: 'there is no sbatch on the PATH' }
  if (lacking.length > 0) return { ...what, isThere: false, text: `${lacking.join(', ')} is not on the PATH` }
  const number = version.state === 'answered' ? version.text.replace(/^\D+/, '') : null
  const accounts = there.includes('sacct')
  const facts = { version: number, answers: nodes.state === 'answered', sacct: accounts }
  const named = number === null ? 'sbatch is there' : number
  if (nodes.state !== 'answered') {
    return {
      ...what,
      isThere: false,
      text: `${named}, and its controller does not answer: ${nodes.text}`,
      facts,
    }
  }
  const partitions = nodes.text
    .split('\n')
    .filter((line) => line !== '')
    .map(partitionIn)
  const told = partitions.map(
    ({ name, nodes: count, cores, memory, gres }) =>
      `${name} (${count} × ${cores} cores, ${memory} MB${gres === null ? '' : `, ${gres}`})`,
  )
  return {
    ...what,
    isThere: true,
    text: `${named}; ${told.join(', ') || 'no partition'}`,
    facts: { ...facts, partitions },
  }
}

/** A line of sinfo; memory in MiB. */
function partitionIn(line: string) {
  const [name = '', nodes = '', cores = '', memory = '', gres = ''] = line
    .split('|')
    .map((part) => part.trim())
  return { name, nodes, cores, memory, gres: gres === '(null)' || gres === '' ? null : gres }
}

async function apptainer({ timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>): Promise<Finding> {
  const what = { id: 'apptainer', name: 'Apptainer' }
  const [program] = await onPath('apptainer', 'singularity')
  if (program === undefined) return { ...what, isThere: false, text: 'there is no apptainer on the PATH' }
  const { text } = await answerOf(program, ['--version'], timeoutMs)
  return { ...what, isThere: true, text, facts: { program } }
}
