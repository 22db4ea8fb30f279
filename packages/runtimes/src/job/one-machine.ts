import { RuntimeError } from '../errors.ts'

/** @throws RuntimeError `runtimes/nodes` for a job or a server of several machines, which a runtime of this one cannot start */
export function requireOneMachine(
  { name, nodes = 1 }: { readonly name: string; readonly nodes?: number | undefined },
  runtime: 'local' | 'compose',
): void {
  if (nodes === 1) return
  throw new RuntimeError(
    'runtimes/nodes',
    `${name} is to run on ${nodes} machines together, and ${runtime} has this one: take --runtime slurm`,
  )
}
