import {
  contentHash,
  type Cost,
  type Engine,
  type EngineChoice,
  type EngineOptions,
  type TierSetup,
  type Work,
} from '@retable/core'
import { coreFormula, coreSeconds } from './costs/core-estimate.ts'
import { estimate } from './costs/estimate.ts'
import { findEngine, type EnginePlace, type FoundEngine } from './find-engine.ts'
import { HarnessError } from '../errors.ts'

/** The engines of a tier: the one that plays every role, and those that play one. */
export interface TierEngines {
  readonly all: readonly FoundEngine[]
  readonly of: (role: string) => FoundEngine
}

/**
 * The drivers of a tier's engines, without opening them.
 *
 * @throws HarnessError `harness/engine`
 */
export async function tierEngines(
  { engine, engines = {} }: Pick<TierSetup<unknown>, 'engine' | 'engines'>,
  place?: EnginePlace,
): Promise<TierEngines> {
  const found = new Map<string, FoundEngine>()
  const find = async (choice: EngineChoice): Promise<FoundEngine> => {
    const key = contentHash(choice)
    const known = found.get(key) ?? (await findEngine(choice, place))
    found.set(key, known)
    return known
  }
  const other = await find(engine)
  const byRole = new Map<string, FoundEngine>()
  for (const [role, choice] of Object.entries(engines)) byRole.set(role, await find(choice))
  return { all: [...found.values()], of: (role) => byRole.get(role) ?? other }
}

/** What a plan has to know of the engines of a tier. */
export interface PlannedEngines {
  /** What work costs on the engine that plays a role. */
  readonly cost: (role: string, work: Work) => Cost
  readonly formula: string | null
  readonly assumptions: readonly string[]
  /** Processor cores that the work is laid out for, where its pace on them is known. */
  readonly cores?: number | null
  readonly cannotRun: string | null
}

/**
 * What a plan has to know of a tier's engines.
 *
 * @param tier - `hardware`: what it is laid out for; an engine that has no estimate of its own is taken to work on it.
 * `pace`: how fast it goes on processor cores, where that was measured
 */
export function plannedEngines(
  { all, of }: TierEngines,
  { hardware, pace }: Pick<TierSetup<unknown>, 'hardware' | 'pace'> = {},
): PlannedEngines {
  const laidOut = hardware === undefined ? undefined : estimate(hardware)
  const own = all.find(({ formula }) => formula !== undefined)
  const told = own ?? laidOut ?? (pace && coreFormula(pace))
  return {
    cost: (role, work) => {
      const engine = of(role)
      if (engine.formula !== undefined) return engine.cost(work)
      if (laidOut !== undefined) return laidOut.cost(work)
      return { ...engine.cost(work), ...(pace && coreSeconds(pace, work)) }
    },
    formula: told?.formula ?? null,
    assumptions: told?.assumptions ?? [],
    cores: pace?.cores ?? null,
    cannotRun: cannotRun(all) ?? null,
  }
}

/** The opened engines of a tier. */
export interface OpenEngines {
  readonly of: (role: string) => Engine
  /** Whether all of them promise the same bytes on every machine. */
  readonly areBitForBit: boolean
  readonly close: () => Promise<void>
}

/**
 * Opens the engines of a tier, each once.
 *
 * @param options - `instead`: what runs here, for the sentence that refuses; `lacking`: what this machine lacks beside
 * what the engines say of it
 * @throws HarnessError `harness/tier-not-here`
 */
export async function openEngines(
  { all, of }: TierEngines,
  options: EngineOptions & { readonly instead: string; readonly lacking?: string | null },
): Promise<OpenEngines> {
  const { instead, lacking = null, ...own } = options
  const reason = lacking ?? cannotRun(all) ?? null
  if (reason !== null) {
    const message = `this tier ${reason}; ${instead} runs here`
    throw new HarnessError('harness/tier-not-here', message, { kind: 'environment' })
  }
  const opened = new Map<FoundEngine, Engine>()
  const close = async () => {
    await Promise.all([...opened.values()].map((engine) => engine.close()))
  }
  try {
    for (const found of all) opened.set(found, await found.open(own))
  } catch (error) {
    await close()
    throw error
  }
  const areBitForBit = [...opened.values()].every(({ promises }) => promises.bitForBit)
  return { of: (role) => opened.get(of(role))!, areBitForBit, close }
}

function cannotRun(all: readonly FoundEngine[]): string | undefined {
  return all.find((engine) => engine.cannotRun !== undefined)?.cannotRun
}
