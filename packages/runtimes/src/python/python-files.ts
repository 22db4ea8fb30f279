import path from 'node:path'

/** A file of this package's `python` folder. */
export function pythonFile(name: string): string {
  return path.resolve(import.meta.dirname, '../../python', name)
}

/** Runs another Python program, and ends it when its standard input ends: with its owner. */
export const ownerFile = pythonFile('with_owner.py')

/** Makes a virtual environment of the interpreter that runs it, from a lock file. */
export const makeEnvironmentFile = pythonFile('make_environment.py')
