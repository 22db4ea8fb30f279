import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isRunning } from '@retable/core'
import { isAtWork, findContainer, removeByLabel } from './containers.ts'
import type { Engine } from './engine.ts'
import { isOwnerGone } from './owner.ts'

/** Labels of what this program starts. */
export const labels = {
  /** The hash of the folder that it is known by. */
  job: 'retable.job',
  /** Who started it. */
  owner: 'retable.owner',
  /** `job`, which outlives its owner, or `service`. */
  kind: 'retable.kind',
  folder: 'retable.folder',
  /** Compose's own, on containers and networks. */
  project: 'com.docker.compose.project',
} as const

/** Stands in a job's folder while a process waits for it. */
export const jobLock = 'container.lock'

/** What was found of owners that are gone. */
export interface StaleProjects {
  /** Names of projects that were removed. */
  readonly removed: readonly string[]
  /** Names of jobs that are still at it: whoever runs them again waits for them. */
  readonly running: readonly string[]
}

/** Removes services whose owners are gone, and their jobs that have ended or lost their folder. */
export async function removeStaleOf(engine: Engine): Promise<StaleProjects> {
  const [removed, running]: [string[], string[]] = [[], []]
  const listed = await engine.docker([
    'ps',
    '--all',
    '--quiet',
    '--no-trunc',
    '--filter',
    `label=${labels.owner}`,
  ])
  for (const id of listed.stdout.split('\n').filter(Boolean)) {
    const state = await findContainer(engine, id)
    if (state === null || !isOwnerGone(state.labels[labels.owner] ?? '')) continue
    const { [labels.folder]: folder = '', [labels.kind]: kind, [labels.project]: name = '' } = state.labels
    if (kind === 'job' && (await isWaitedFor(folder))) continue
    if (kind === 'job' && isAtWork(state) && existsSync(folder)) running.push(name)
    else {
      await removeByLabel(engine, name)
      removed.push(name)
    }
  }
  return { removed, running }
}

/** Another process may have taken it up. */
async function isWaitedFor(folder: string): Promise<boolean> {
  const pid = Number(await readFile(path.join(folder, jobLock), 'utf8').catch(() => ''))
  return pid > 0 && isRunning(pid)
}
