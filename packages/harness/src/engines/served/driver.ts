import type { EngineDriver } from '@retable/core'
import { settingsIn } from '../../schema/settings.ts'
import { cannotRun } from './cannot-run.ts'
import { settings } from './settings.ts'

/** A model server and a trainer program that retable starts itself, by a runtime. */
export const driver: EngineDriver = {
  id: 'served',
  packages: [],
  async prepare(given, { runtime = 'local', runtimeSettings } = {}) {
    const own = settingsIn(settings, given)
    const reason = await cannotRun(own, { runtime, runtimeSettings })
    return {
      async open(options) {
        const [{ openPlace }, { lockFiles, programFolder }, { openServed }] = await Promise.all([
          import('./place/open-place.ts'),
          import('@retable/trainer'),
          import('./open-served.ts'),
        ])
        const place = await openPlace(options)
        const lockFile = lockFiles[own.device]
        const program = { module: 'retable_trainer', folder: programFolder, lockFile }
        return openServed(own, options, { place, program })
      },
      // Prompts are counted in training alone.
      cost: (work) => ({
        tokens:
          work.kind === 'generate'
            ? work.samples * work.maxTokens
            : work.steps * work.rowsPerStep * own.maxTokens,
      }),
      programs: { onGpu: own.device === 'cuda' },
      ...(reason === undefined ? {} : { cannotRun: reason }),
      async rehearse(work, options) {
        const [{ rehearse }, { lockFiles, programFolder }] = await Promise.all([
          import('./rehearse.ts'),
          import('@retable/trainer'),
        ])
        const program = { module: 'retable_trainer', folder: programFolder, lockFile: lockFiles[own.device] }
        return rehearse(own, work, options, program)
      },
    }
  },
}
