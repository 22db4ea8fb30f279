import path from 'node:path'
import type { SettingResult } from '@retable/core'
import { unreadable } from './manifest-file.ts'
import { eitherForm, readResults } from './read-run.ts'
import { readTables } from './read-tables.ts'

/** What one setting measured, without its samples' scores, of which it says how many there are. */
export type MeasuredSetting = Omit<SettingResult, 'scores'> & { readonly scores: number }

/** What the settings of one seed measured. */
export interface MeasuredSeed {
  readonly seed: number | null
  readonly settings: readonly MeasuredSetting[]
}

/**
 * What a record measured; no sample's score is read where it has a results.json.
 *
 * @throws HarnessError `harness/run-files` if a file is damaged
 */
export async function readMeasured(folder: string, format: number): Promise<readonly MeasuredSeed[]> {
  if (format === 1) {
    const { results } = await readTables(folder)
    return results.map(({ seed, settings }) => ({
      seed,
      settings: settings.map((setting) => ({ ...setting, scores: setting.scores.length })),
    }))
  }
  const file = await eitherForm(path.join(folder, 'results.json'))
  const { results } = await readResults(file)
  if (!results.every(isSeed)) throw unreadable(file, 'a setting has no measurements')
  return results
}

function isSeed(value: unknown): value is MeasuredSeed {
  const { settings } = (value ?? {}) as Partial<MeasuredSeed>
  return Array.isArray(settings) && settings.every(isSetting)
}

function isSetting(value: unknown): value is MeasuredSetting {
  const { setting, measurements, units } = (value ?? {}) as Partial<MeasuredSetting>
  const isUnits = typeof units === 'object' && units !== null
  return (
    typeof setting === 'string' && isUnits && Array.isArray(measurements) && measurements.every(isMeasured)
  )
}

function isMeasured(value: unknown): boolean {
  const { name, value: number } = (value ?? {}) as Readonly<Record<string, unknown>>
  return typeof name === 'string' && typeof number === 'number'
}
