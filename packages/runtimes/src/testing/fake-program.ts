import path from 'node:path'
import type { PythonProgram } from '../job.ts'

const folder = path.join(import.meta.dirname, 'programs')

/** A small program that stands for the real ones: `fake_job` for trainers, `fake_server` for servers of model folders, `fake_vllm` for vLLM. */
export function fakeProgram(module: 'fake_job' | 'fake_server' | 'fake_vllm'): PythonProgram {
  return { module, folder, lockFile: path.join(folder, 'requirements.lock') }
}
