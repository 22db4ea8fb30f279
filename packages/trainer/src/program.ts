import path from 'node:path'

/** The folder that the program lies in: PYTHONPATH of `python -m retable_trainer COMMAND`. */
export const programFolder = path.resolve(import.meta.dirname, '../python')

/** What its Python environment is made from; the processor's build of torch is in no registry of PyPI's. */
export const lockFiles = {
  cpu: path.join(programFolder, 'requirements.cpu.lock'),
  cuda: path.join(programFolder, 'requirements.cuda.lock'),
} as const

/** How a command of the program ends. */
export const exitCodes = {
  done: 0,
  /** The job or its data are wrong; the last line of the standard error says what. */
  refused: 65,
  fault: 70,
  /** Ended by SIGTERM with a checkpoint: run it again and it goes on. There is no result. */
  stopped: 75,
} as const
