// Generated from the folders that hold a driver.ts; do not edit. To renew: ./retable test --write
import type { EngineDriver } from '@retable/core'

/** Loads an engine's driver only when it is asked for. */
export const registry: Readonly<Record<string, () => Promise<EngineDriver>>> = {
  nanolm: async () => (await import('./nanolm/driver.ts')).driver,
  none: async () => (await import('./none/driver.ts')).driver,
  served: async () => (await import('./served/driver.ts')).driver,
}
