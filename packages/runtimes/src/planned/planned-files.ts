import type { RuntimeName } from '../named/runtime-names.ts'
import type { PlannedFile, PlannedProgram, PlanOptions } from './planned-program.ts'

/**
 * The files by which a runtime would start a program; nothing is started, asked or made.
 *
 * @throws RuntimeError where it could not be started so
 */
export async function plannedFiles(
  runtime: RuntimeName,
  program: PlannedProgram,
  options: PlanOptions,
): Promise<readonly PlannedFile[]> {
  switch (runtime) {
    case 'local':
      return (await import('./local-files.ts')).localFiles(program, options)
    case 'compose':
      return (await import('./compose-files.ts')).composeFiles(program, options)
    case 'slurm':
      return (await import('./slurm-files.ts')).slurmFiles(program, options)
  }
}
