import type { SlurmCall } from '../commands/slurm-call.ts'

const idsOf = new Map<SlurmCall, Set<string>>()

function leaveAll(): void {
  // One call: more than a few at once would wait for one another, and nobody waits here.
  for (const [call, ids] of idsOf) if (ids.size > 0) void call('scancel', [...ids])
}

/** Jobs that leave Slurm with this process. @returns what is to be called where they have left it before */
export function leaveAtExit(call: SlurmCall, ids: readonly string[]): () => void {
  const all = idsOf.get(call) ?? new Set()
  if (idsOf.size === 0) process.on('exit', leaveAll)
  idsOf.set(call, all)
  for (const id of ids) all.add(id)
  return () => {
    for (const id of ids) all.delete(id)
    if (all.size === 0 && idsOf.get(call) === all) idsOf.delete(call)
    if (idsOf.size === 0) process.off('exit', leaveAll)
  }
}
