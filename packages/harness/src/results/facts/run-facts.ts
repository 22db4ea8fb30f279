import { availableParallelism, cpus, hostname, totalmem } from 'node:os'
import { contentHash, type RunFacts, type RunLabels } from '@retable/core'

/** The facts of what began at a moment and ends now, in a checkout whose state may have been read before. */
export async function runFacts(
  root: string,
  started: Date,
  {
    samples = { drawn: 0, reused: 0 },
    labels = {},
    runtime,
    git = gitState(root),
  }: {
    readonly samples?: RunFacts['samples']
    readonly labels?: RunLabels
    readonly runtime?: RunFacts['runtime']
    readonly git?: Promise<RunFacts['git']>
  } = {},
): Promise<RunFacts> {
  const { family, version } = labels
  return {
    ...(family === undefined ? {} : { family }),
    ...(version === undefined ? {} : { version }),
    started: started.toISOString(),
    finished: new Date().toISOString(),
    git: await git,
    node: process.version,
    host: hostFacts(),
    ...(runtime === undefined ? {} : { runtime }),
    samples,
  }
}

/** The state of the checkout's git: its commit, and a hash of what is changed against it. Null outside git. */
export async function gitState(root: string): Promise<RunFacts['git']> {
  try {
    const { simpleGit } = await import('simple-git')
    const git = simpleGit(root)
    const [commit, patch] = await Promise.all([git.revparse('HEAD'), git.diff(['HEAD'])])
    return { commit: commit.trim(), dirtyPatch: patch === '' ? null : contentHash(patch) }
  } catch {
    return null
  }
}

function hostFacts(): RunFacts['host'] {
  const [cpu] = cpus()
  return {
    name: hostname(),
    cpu: cpu?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  }
}
