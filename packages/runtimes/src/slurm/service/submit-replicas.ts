import { appendFile, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder } from '@retable/core'
import { newServiceFolder } from '../../service/service-folder.ts'
import type { ServeOptions } from '../../service.ts'
import { arrayParts, longestArray } from '../array/array-parts.ts'
import { ranges } from '../array/ranges.ts'
import { submitOnce } from '../job/submit-once.ts'
import {
  arrayScriptFile,
  serviceArrayScript,
  serviceScript,
  serviceTaskScript,
  taskScriptFile,
  type ScriptedService,
} from '../script/job-script.ts'
import type { NeededFile } from '../script/program-script.ts'
import { scriptFile, writeScript } from '../script/write-script.ts'
import type { SlurmContext } from '../slurm-context.ts'
import type { FolderService } from './folder-service.ts'
import { ownerComment } from './owner.ts'
import { keepOwnerFile, ownerFile } from '../script/owner-file.ts'

/** One server of a model, as Slurm has it. */
export interface Replica {
  /** Of its job, or of its task of an array: `12_3`. */
  readonly id: string
  /** Holds its address, once it has one. */
  readonly folder: string
  readonly logFile: string
}

/** What servers wait for before they begin. */
export interface Awaited {
  /** Of the job. */
  readonly id: string
  readonly needs: NeededFile
}

/** Servers that were submitted together. */
export interface SubmittedReplicas {
  readonly replicas: readonly Replica[]
  /** To be called when none of them waits any more. */
  readonly over: () => void
}

/**
 * Submits servers of one model: a job, or where there are several an array, in parts where Slurm takes no array so long.
 *
 * @throws RuntimeError `runtimes/slurm-refused`; the signal's reason, with nothing left in the queue
 */
export async function submitReplicas(
  service: FolderService,
  given: Pick<ServeOptions, 'gpus' | 'logFile' | 'signal' | 'onProgress'> & { readonly count: number },
  context: SlurmContext,
  behind?: Awaited,
): Promise<SubmittedReplicas> {
  const { directory, settings, call, key } = context
  const { count, signal, onProgress } = given
  const { folder, number } = await newServiceFolder(path.resolve(directory, 'slurm-services'))
  const { program, python, args, reads, container, listensAt, nodes, identity } = service
  const scripted = (first?: number): ScriptedService => ({
    ...{ folder, program, python, args, reads, listensAt, nodes },
    environment: { ...service.environment, [service.keyVariable]: key },
    name: identity.model,
    comment: ownerComment(number, first),
    threads: identity.threads,
    gpus: given.gpus ?? 0,
    // What waits for a job may do so for days.
    ...(behind === undefined ? {} : { needs: behind.needs, ownerFile: path.join(folder, ownerFile) }),
  })
  const over = behind === undefined ? () => {} : await keepOwnerFile(path.join(folder, ownerFile))
  const own = { ...settings, container }
  const submitted: string[] = []
  const submit = async (script: string, comment: string, array?: string) => {
    const submission = { script, comment, array, after: behind === undefined ? [] : [behind.id] }
    const onWaiting = (why: string) =>
      onProgress?.({ stage: 'waiting', message: `${why}, and is asked again for ${identity.model}` })
    const { id } = await submitOnce(context, submission, { signal, onWaiting })
    submitted.push(id)
    return id
  }
  try {
    if (count === 1) {
      const logFile = path.resolve(given.logFile ?? path.join(folder, 'log.txt'))
      await newLog(logFile)
      const one = { ...scripted(), logFile }
      const file = path.join(folder, scriptFile)
      await writeScript(file, serviceScript(one, own))
      const id = await submit(file, one.comment)
      return { replicas: [{ id, folder, logFile }], over }
    }
    const replicas: Replica[] = []
    for (const part of arrayParts(count, await longestArray(call))) {
      const { first } = part
      const of = scripted(first)
      const indices = Array.from({ length: part.count }, (_, index) => index)
      for (const index of indices) await writeTask(of, first + index)
      const file = path.join(folder, arrayScriptFile(first))
      await writeScript(file, serviceArrayScript(of, first, own))
      const id = await submit(file, of.comment, ranges(indices))
      for (const index of indices) {
        const task = path.join(folder, String(first + index))
        replicas.push({ id: `${id}_${index}`, folder: task, logFile: path.join(task, 'log.txt') })
      }
    }
    return { replicas, over }
  } catch (error) {
    over()
    if (submitted.length > 0) await call('scancel', submitted)
    throw error
  }

  async function writeTask(of: ScriptedService, task: number): Promise<void> {
    const place = path.join(folder, String(task))
    await mkdir(place, { mode: 0o700 })
    await newLog(path.join(place, 'log.txt'))
    await writeScript(path.join(place, taskScriptFile), serviceTaskScript(of, task, own))
  }
}

async function newLog(file: string): Promise<void> {
  await rm(file, { force: true })
  await makeFolder(path.dirname(file))
  await appendFile(file, '')
}
