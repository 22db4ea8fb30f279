import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { randomStream } from '@retable/core'
import type { SlurmAnswer, SlurmCall } from '@retable/runtimes'
import type { Events } from './events.ts'

/** What goes wrong on a cluster, and how often. Times in seconds. */
export interface Troubles {
  /** Mean time of one node between two failures; Infinity for none. */
  readonly nodeFailure: number
  /** Mean time between two jobs of others that take a node for themselves; Infinity for none. */
  readonly preemption: number
  readonly seed: number
}

/** What a simulated cluster has counted. Times in seconds of a node. */
export interface Counted {
  failures: number
  preemptions: number
  /** Time of a job that was lost with a node; each loss alone. */
  losses: number[]
  /** The same of all its nodes, summed. */
  lost: number
  /** All work, what was lost included. */
  worked: number
}

/** What a script of the simulation says of its work, in seconds. */
export interface SimulatedWork {
  readonly seconds: number
  /** Between two checkpoints. */
  readonly checkpoint: number
}

interface Task {
  readonly id: string
  readonly index: number | undefined
  readonly folder: string
  readonly comment: string
  readonly work: SimulatedWork
  readonly nodes: number
  state: 'PENDING' | 'RUNNING' | 'COMPLETED' | 'NODE_FAIL' | 'CANCELLED'
  restarts: number
  earliest: number
  running?: { readonly nodes: number[]; readonly since: number; readonly takeBack: () => void } | undefined
}

const startSeconds = 120
const repairSeconds = 4 * 3600
const othersSeconds = 3600
/** Slurm keeps what it put back into its queue for so long. */
const requeueSeconds = 120
/** Of ten failures of nodes Slurm puts the job back after so many, and ends it after the others, as a cluster may be set to. */
const requeuedOfTen = 8

export function workLine({ seconds, checkpoint }: SimulatedWork): string {
  return `: simulated work of ${seconds} s, kept every ${checkpoint} s`
}

/**
 * A cluster whose commands answer as Slurm's do: whole nodes, first come first served, smaller jobs go ahead where they
 * fit. Programs keep a checkpoint each `checkpoint` seconds, and one more where SIGTERM tells them that another job
 * takes their node.
 */
export function fakeCluster(nodeCount: number, troubles: Troubles, events: Events) {
  const random = randomStream(troubles.seed)
  const counted: Counted = { failures: 0, preemptions: 0, losses: [], lost: 0, worked: 0 }
  const tasks = new Map<string, Task[]>()
  const after = new Map<string, readonly string[]>()
  const kept = new Map<string, number>()
  let pending: Task[] = []
  const free = new Set(Array.from({ length: nodeCount }, (_, node) => node))
  const runningOn = new Map<number, Task>()
  const seconds = () => events.now() / 1000
  const exponential = (mean: number) => -mean * Math.log(1 - random())

  function start(): void {
    if (free.size === 0) return
    const waiting: Task[] = []
    for (const task of pending) {
      if (task.state !== 'PENDING') continue
      if (free.size < task.nodes || task.earliest > seconds() || !isReady(task)) waiting.push(task)
      else begin(task)
    }
    pending = waiting
  }

  function isReady(task: Task): boolean {
    return (after.get(task.id) ?? []).every((id) =>
      tasks.get(id)!.every(({ state }) => state === 'COMPLETED'),
    )
  }

  function begin(task: Task): void {
    const nodes = [...free].slice(0, task.nodes)
    for (const node of nodes) {
      free.delete(node)
      runningOn.set(node, task)
    }
    task.state = 'RUNNING'
    const left = task.work.seconds - (kept.get(task.folder) ?? 0)
    const takeBack = events.after((startSeconds + left) * 1000, () => {
      counted.worked += left * task.nodes
      leave(task)
      mkdirSync(task.folder, { recursive: true })
      writeFileSync(path.join(task.folder, 'result.json'), '{}')
      task.state = 'COMPLETED'
      start()
    })
    task.running = { nodes, since: seconds(), takeBack }
  }

  function leave(task: Task): void {
    for (const node of task.running!.nodes) {
      runningOn.delete(node)
      free.add(node)
    }
    task.running!.takeBack()
    task.running = undefined
  }

  /** @param saves - whether it has the time to keep its place */
  function interrupt(task: Task, saves: boolean): void {
    const done = Math.max(0, seconds() - task.running!.since - startSeconds)
    const before = kept.get(task.folder) ?? 0
    const place = saves
      ? before + done
      : Math.max(before, Math.floor((before + done) / task.work.checkpoint) * task.work.checkpoint)
    kept.set(task.folder, place)
    counted.worked += done * task.nodes
    if (!saves) {
      counted.losses.push(before + done - place)
      counted.lost += (before + done - place) * task.nodes
    }
    leave(task)
  }

  function requeue(task: Task): void {
    task.state = 'PENDING'
    task.restarts++
    task.earliest = seconds() + requeueSeconds
    pending.push(task)
    events.after(requeueSeconds * 1000, start)
  }

  function takeNode(node: number, forSeconds: number): void {
    free.delete(node)
    events.after(forSeconds * 1000, () => {
      free.add(node)
      start()
    })
  }

  if (troubles.nodeFailure < Infinity) for (let node = 0; node < nodeCount; node++) failNext(node)
  if (troubles.preemption < Infinity) preemptNext()

  function failNext(node: number): void {
    const next = exponential(troubles.nodeFailure)
    events.after(next * 1000, () => {
      counted.failures++
      const task = runningOn.get(node)
      if (task !== undefined) {
        interrupt(task, false)
        if (random() * 10 < requeuedOfTen) requeue(task)
        else task.state = 'NODE_FAIL'
      }
      takeNode(node, repairSeconds)
      start()
      failNext(node)
    })
  }

  function preemptNext(): void {
    events.after(exponential(troubles.preemption) * 1000, () => {
      counted.preemptions++
      const node = Math.floor(random() * nodeCount)
      const task = runningOn.get(node)
      if (task !== undefined) {
        interrupt(task, true)
        requeue(task)
      }
      if (free.has(node)) takeNode(node, othersSeconds)
      start()
      preemptNext()
    })
  }

  const good = (stdout = ''): SlurmAnswer => ({ exitCode: 0, stdout, stderr: '' })
  const bad = (stderr: string): SlurmAnswer => ({ exitCode: 1, stdout: '', stderr })
  const call: SlurmCall = (command, args) => Promise.resolve(answer(command, args))
  return { call, counted, progressOf: (folder: string) => Promise.resolve(String(kept.get(folder) ?? 0)) }

  function answer(command: string, args: readonly string[]): SlurmAnswer {
    if (command === 'sbatch') return sbatch(args)
    if (command === 'squeue') return squeue(args)
    if (command === 'scontrol') return good('MaxArraySize            = 1001\n')
    if (command === 'scancel') {
      for (const task of args.flatMap((id) => tasks.get(id) ?? [])) {
        if (task.state === 'RUNNING') interrupt(task, true)
        if (task.state === 'PENDING' || task.state === 'RUNNING') task.state = 'CANCELLED'
      }
      return good()
    }
    return bad('Slurm accounting storage is disabled')
  }

  function sbatch(args: readonly string[]): SlurmAnswer {
    const script = args.at(-1)!
    const text = readFileSync(script, 'utf8')
    const valueOf = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
    const id = String(tasks.size + 1)
    const work = /: simulated work of (\S+) s, kept every (\S+) s/.exec(text)!
    const nodes = Number(/--nodes=(\d+)/.exec(text)![1])
    const comment = /--comment="(.*)"/.exec(text)![1]!
    const first = Number(/job-(\d+)\.sbatch$/.exec(script)?.[1] ?? 0)
    const made = indicesOf(valueOf('array')).map((index): Task => ({
      ...{ id, index, comment, nodes, state: 'PENDING', restarts: 0, earliest: 0 },
      folder:
        index === undefined ? path.dirname(script) : path.join(path.dirname(script), String(first + index)),
      work: { seconds: Number(work[1]), checkpoint: Number(work[2]) },
    }))
    tasks.set(id, made)
    after.set(id, valueOf('dependency')?.replace('afterok:', '').split(':') ?? [])
    pending.push(...made)
    events.after(1000, start)
    return good(`${id}\n`)
  }

  function squeue(args: readonly string[]): SlurmAnswer {
    const ids = args
      .find((arg) => arg.startsWith('--jobs='))
      ?.slice(7)
      .split(',')
    if (ids === undefined) return good()
    const lines = ids
      .flatMap((id) => tasks.get(id) ?? [])
      .map(({ id, index, state, restarts }) => {
        const dead = (after.get(id) ?? []).some((other) =>
          tasks.get(other)!.some((task) => ['NODE_FAIL', 'CANCELLED'].includes(task.state)),
        )
        const reason = state === 'PENDING' && dead ? 'DependencyNeverSatisfied' : 'None'
        return `${[index === undefined ? id : `${id}_${index}`, state, 0, restarts, '0:00', 'UNLIMITED', reason].join('|')}|\n`
      })
    return good(lines.join(''))
  }
}

function indicesOf(list: string | undefined): (number | undefined)[] {
  if (list === undefined) return [undefined]
  return list.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number)
    return Array.from({ length: last! - first! + 1 }, (_, offset) => first! + offset)
  })
}
