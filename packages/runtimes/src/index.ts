export { RuntimeError } from './errors.ts'
export { pythonEnvironment } from './python-environment.ts'
export type { PythonOptions } from './python-environment.ts'
