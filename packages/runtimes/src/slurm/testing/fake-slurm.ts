import type { SlurmAnswer, SlurmCall, SlurmCommand } from '../commands/slurm-call.ts'

/** A job of a fake Slurm. */
export interface FakeJob {
  readonly script: string
  readonly comment: string
  readonly after: readonly string[]
  readonly array: string | undefined
  state: string
  /** States of tasks of an array that have another than the array's. */
  readonly tasks: Map<number, string>
  exit: number
  reason: string
  restarts: number
  /** Of its time, as squeue writes it. */
  used: string
}

/** A Slurm in this process, in which a test says what becomes of jobs. */
export interface FakeSlurm {
  readonly call: SlurmCall
  readonly jobs: Map<string, FakeJob>
  /** All calls, as words. */
  readonly calls: string[][]
  /** What a command answers in place of its own answer; undefined for that. */
  answers: (command: SlurmCommand, args: readonly string[]) => SlurmAnswer | undefined
}

/** What sbatch says where an account may have no more jobs. */
export const submitLimit: SlurmAnswer = {
  exitCode: 1,
  stdout: '',
  stderr:
    "sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)",
}

/** @param commentOf - reads a script's comment; sbatch would find it in the file */
export function fakeSlurm({
  onSubmit = () => {},
  commentOf = () => '',
  maxArraySize = 1001,
}: {
  readonly onSubmit?: (job: FakeJob, id: string) => void
  readonly commentOf?: (script: string) => string
  readonly maxArraySize?: number
} = {}): FakeSlurm {
  const jobs = new Map<string, FakeJob>()
  const good = (stdout = ''): SlurmAnswer => ({ exitCode: 0, stdout, stderr: '' })
  const bad = (stderr: string): SlurmAnswer => ({ exitCode: 1, stdout: '', stderr })
  const valueOf = (args: readonly string[], name: string) =>
    args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  const own: Readonly<Record<SlurmCommand, (args: readonly string[]) => SlurmAnswer>> = {
    sbatch(args) {
      const id = String(jobs.size + 1)
      const script = args.at(-1)!
      const after = valueOf(args, 'dependency')?.replace('afterok:', '').split(':') ?? []
      const job = {
        script,
        comment: commentOf(script),
        after,
        array: valueOf(args, 'array'),
        ...waiting,
        tasks: new Map<number, string>(),
      }
      jobs.set(id, job)
      onSubmit(job, id)
      return good(`${id}\n`)
    },
    squeue(args) {
      const asked = valueOf(args, 'jobs')?.split(',')
      if (asked === undefined) {
        const active = [...jobs].filter(([, { state }]) => ['PENDING', 'RUNNING'].includes(state))
        const isBase = args.some((arg) => arg.startsWith('--format=%F'))
        return good(active.map((job) => queueLines(...job, isBase)).join(''))
      }
      const found = asked.filter((id) => jobs.has(jobOf(id)))
      if (found.length === 0 && asked.length === 1)
        return bad('slurm_load_jobs error: Invalid job id specified')
      const lines = [...new Set(found.map(jobOf))].flatMap((id) => linesOf(id, jobs.get(id)!))
      const isAsked = (id: string) => found.includes(id) || found.includes(jobOf(id))
      return good(lines.filter((line) => isAsked(line.split('|')[0]!)).join(''))
    },
    scontrol: () => good(`MaxArraySize            = ${maxArraySize}\n`),
    scancel(args) {
      for (const id of args.filter((arg) => jobs.has(jobOf(arg)))) {
        const job = jobs.get(jobOf(id))!
        if (id.includes('_')) job.tasks.set(Number(id.split('_')[1]), 'CANCELLED')
        else job.state = 'CANCELLED'
      }
      return good()
    },
    sacct: () => bad('Slurm accounting storage is disabled'),
  }
  const fake: FakeSlurm = {
    jobs,
    calls: [],
    answers: () => undefined,
    call(command, args) {
      fake.calls.push([command, ...args])
      return Promise.resolve(fake.answers(command, args) ?? own[command](args))
    },
  }
  return fake
}

const waiting = { state: 'PENDING', exit: 0, reason: '', restarts: 0, used: '0:00' }

/** A task of an array that runs has a line and, but for the array's own, an id of its own. */
function queueLines(id: string, { array, state, comment }: FakeJob, isBase: boolean): string {
  if (array === undefined || state !== 'RUNNING') return `${id}|${comment}\n`
  return numbersOf(array)
    .map((number) => `${isBase ? id : `${id}${1000 + number}`}|${comment}\n`)
    .join('')
}

function linesOf(id: string, { array, state, tasks, exit, restarts, reason, used }: FakeJob): string[] {
  const line = (each: string, own: string) =>
    `${[each, own, exit, restarts, used, 'UNLIMITED', reason || 'None'].join('|')}|\n`
  if (array === undefined) return [line(id, state)]
  return numbersOf(array).map((number) => line(`${id}_${number}`, tasks.get(number) ?? state))
}

/** The job of a task, `12_3`. */
function jobOf(id: string): string {
  return id.split('_')[0]!
}

/** `0-4,7` */
export function numbersOf(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number)
    return Array.from({ length: last! - first! + 1 }, (_, index) => first! + index)
  })
}
