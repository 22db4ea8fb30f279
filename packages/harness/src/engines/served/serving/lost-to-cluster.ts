import type { OpenServed } from '../context.ts'
import type { ModelServer } from './model-servers.ts'

/** Servers in a row that give nothing before they are lost; then it is no accident. */
const mostInVain = 3

/** What is known of the servers that some work has lost so far. */
export interface LostServers {
  /** Something was got of the present one. */
  readonly gotSomething: () => void
  /** Whether another is to be started in place of one: it was a cluster's, which takes nodes away, and ended by itself. */
  readonly isWorthAnother: (server: ModelServer, signal: AbortSignal | undefined) => boolean
}

/** Counts them. Of this machine nobody takes a server: where one ends, something is wrong with it. */
export function lostServers({ runtime, tell }: Pick<OpenServed, 'runtime' | 'tell'>): LostServers {
  let inVain = 0
  return {
    gotSomething: () => void (inVain = 0),
    isWorthAnother({ lost }, signal) {
      if (runtime.id !== 'slurm' || !lost.aborted || signal?.aborted === true) return false
      const reason = lost.reason as { readonly cause?: { readonly code?: string } }
      inVain += 1
      // Too little memory stays too little.
      if (reason.cause?.code !== 'runtimes/service-ended' || inVain >= mostInVain) return false
      tell(
        'a model server on the cluster has ended before its work was done: another is started for what is left',
      )
      return true
    },
  }
}
