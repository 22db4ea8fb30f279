import type { Store } from '@retable/store'
import { asksAny, leaseKey, type PreparedEval } from '../../eval/eval-benchmark.ts'

/** Of two processes that ask the same over one store, one waits for the other; all wait in one order. */
export async function leasedAll(
  prepared: readonly PreparedEval[],
  tools: {
    readonly store: Pick<Store, 'answers' | 'leased'>
    readonly signal: AbortSignal
    readonly onWait?: (() => void) | undefined
  },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { store, signal, onWait } = tools
  const open = prepared.filter((each) => asksAny(each, store))
  const keys = [...new Set(open.map(({ plan }) => leaseKey(plan)))].toSorted()
  const waiting = setTimeout(() => onWait?.(), waitToldMs)
  const within = async (at: number, held: AbortSignal): Promise<void> => {
    const key = keys[at]
    if (key !== undefined) {
      await store.leased(key, (own) => within(at + 1, own), held)
      return
    }
    clearTimeout(waiting)
    await work(held)
  }
  try {
    await within(0, signal)
  } finally {
    clearTimeout(waiting)
  }
}

const waitToldMs = 1000
