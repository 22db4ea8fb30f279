import { availableParallelism, cpus, hostname, totalmem } from 'node:os'
import { contentHash, type RunFacts, type RunLabels } from '@retable/core'

/** The facts of what began at a moment and ends now, in a checkout. */
export async function runFacts(
  root: string,
  started: Date,
  {
    samples = { drawn: 0, reused: 0 },
    labels = {},
  }: { readonly samples?: RunFacts['samples']; readonly labels?: RunLabels } = {},
): Promise<RunFacts> {
  const { family, version } = labels
  return {
    ...(family === undefined ? {} : { family }),
    ...(version === undefined ? {} : { version }),
    started: started.toISOString(),
    finished: new Date().toISOString(),
    git: await gitState(root),
    node: process.version,
    host: hostFacts(),
    samples,
  }
}

/** The state of the checkout's git: its commit, and a hash of what is changed against it. Null outside git. */
async function gitState(root: string): Promise<RunFacts['git']> {
  try {
    const { simpleGit } = await import('simple-git')
    const git = simpleGit(root)
    const commit = (await git.revparse('HEAD')).trim()
    const patch = await git.diff(['HEAD'])
    return { commit, dirtyPatch: patch === '' ? null : contentHash(patch) }
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
