import { groupLock } from './group-lock.ts'

/** What work is given of a machine's GPUs. */
export interface HeldGpus {
  /** Of each program, as CUDA_VISIBLE_DEVICES names them; undefined where nobody knows what the machine has. */
  readonly gpuIds: readonly (readonly string[] | undefined)[]
  /** Gives them back; calling it again does no more. */
  readonly release: () => void
}

/** Programs that start together, and the GPUs of each. */
export interface Programs {
  readonly count: number
  readonly gpus: number
}

/** An engine that works on a machine's GPUs. */
export interface GpuUser {
  /** Waits while work of the other kind has them, and then takes for each of some programs those that have the least to do. */
  readonly take: (
    kind: 'servers' | 'trainings',
    programs: Programs,
    signal?: AbortSignal,
  ) => Promise<HeldGpus>
  /** Servers that stand on one GPU at most, of all engines together. */
  readonly serversOnOne: () => number
  /** It has none any more. */
  readonly leave: () => void
}

/** The servers that an engine may have side by side, and the GPUs of each. */
export interface GpuDemand {
  readonly servers: number
  readonly gpus: number
}

/** The GPUs of a machine, shared by all that work on it. */
export interface MachineGpus {
  /** @param ids - of the machine's GPUs; none where they are not known */
  readonly join: (ids: readonly string[], demand: GpuDemand) => GpuUser
}

/** A machine's GPUs: servers or trainings have them, since either takes most of their memory. */
export function machineGpus(): MachineGpus {
  const lock = groupLock()
  const users = new Set<GpuDemand>()
  const load = new Map<string, number>()
  const loadOf = (id: string) => load.get(id) ?? 0

  function held(ids: readonly string[], gpus: number): readonly string[] | undefined {
    if (ids.length < gpus) return undefined
    // The sort is stable: of equals the first.
    const chosen = ids.toSorted((a, b) => loadOf(a) - loadOf(b)).slice(0, gpus)
    for (const id of chosen) load.set(id, loadOf(id) + 1)
    return chosen.toSorted((a, b) => ids.indexOf(a) - ids.indexOf(b))
  }

  return {
    join(ids, demand) {
      users.add(demand)
      return {
        async take(kind, { count, gpus }, signal) {
          const leave = await lock.enter(kind, signal)
          const gpuIds = Array.from({ length: count }, () => held(ids, gpus))
          let isHeld = true
          return {
            gpuIds,
            release() {
              if (isHeld) for (const id of gpuIds.flatMap((own) => own ?? [])) load.set(id, loadOf(id) - 1)
              isHeld = false
              leave()
            },
          }
        },
        serversOnOne() {
          const all = [...users]
          const there = Math.max(ids.length, ...all.map(({ gpus }) => gpus))
          const wanted = all.reduce((sum, { servers, gpus }) => sum + servers * gpus, 0)
          return Math.max(1, Math.ceil(wanted / there))
        },
        leave: () => void users.delete(demand),
      }
    },
  }
}

/** Those of this machine: all engines of this process share them. */
export const gpusOfThisMachine = machineGpus()
