import type { EngineDriver } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { settingsIn } from '../../schema/settings.ts'
import { cannotRun } from './cannot-run.ts'
import { settings } from './settings.ts'

/** A model server and a trainer program that retable starts itself, by a runtime. */
export const driver: EngineDriver = {
  id: 'served',
  packages: [],
  async prepare(given) {
    const own = settingsIn(settings, given)
    const reason = await cannotRun(own)
    return {
      async open(options) {
        const { directory, runtime = 'local' } = options
        if (runtime !== 'local') {
          throw new HarnessError('harness/runtime', `there is no runtime "${runtime}"; there is: local`)
        }
        const [{ localRuntime }, { lockFiles, programFolder }, { openServed }] = await Promise.all([
          import('@retable/runtimes'),
          import('@retable/trainer'),
          import('./open-served.ts'),
        ])
        const lockFile = lockFiles[own.device]
        const program = { module: 'retable_trainer', folder: programFolder, lockFile }
        return openServed(own, options, { runtime: localRuntime({ directory }), program })
      },
      // Prompts are counted in training alone.
      cost: (work) => ({
        tokens:
          work.kind === 'generate'
            ? work.samples * work.maxTokens
            : work.steps * work.rowsPerStep * own.maxTokens,
      }),
      ...(reason === undefined ? {} : { cannotRun: reason }),
    }
  },
}
