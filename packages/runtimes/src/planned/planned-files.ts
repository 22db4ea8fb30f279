import type { PlannedFile, PlannedProgram, PlanOptions } from './planned-program.ts'

/**
 * The files by which a runtime would start a program; nothing is started, asked or made.
 *
 * @throws RuntimeError where it could not be started so
 */
export async function plannedFiles(
  runtime: 'compose' | 'slurm',
  program: PlannedProgram,
  options: PlanOptions,
): Promise<readonly PlannedFile[]> {
  return runtime === 'compose'
    ? (await import('./compose-files.ts')).composeFiles(program, options)
    : (await import('./slurm-files.ts')).slurmFiles(program, options)
}
