import { chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../testing/open-fake.ts'
import { vllmVersion } from './vllm-version.ts'

const vllm = { server: 'vllm', image: null, vllmPython: undefined } as const

test('an image is told by its pin, and a file by what is in it', async () => {
  const image = `vllm/vllm-openai@sha256:${'a'.repeat(64)}`
  expect(await vllmVersion({ ...vllm, image })).toBe(image)
  expect(await vllmVersion({ ...vllm, server: 'retable_trainer' })).toBeNull()

  const file = path.join(testFolder(), 'vllm.sif')
  await expect(vllmVersion({ ...vllm, image: file })).rejects.toMatchObject({ code: 'harness/image' })
  const told: (string | null)[] = []
  for (const text of ['one', 'two']) {
    await writeFile(file, text)
    told.push(await vllmVersion({ ...vllm, image: file }))
  }
  expect(told[0]).toMatch(/^sha256:[\da-f]{64}$/)
  expect(told[1]).not.toBe(told[0])
})

test('an installation of one’s own is told by its version', async () => {
  const vllmPython = path.join(testFolder(), 'python')
  const program = async (text: string) => {
    await writeFile(vllmPython, `#!/bin/sh\n${text}\n`)
    await chmod(vllmPython, 0o755)
  }
  await program('echo 0.11.0')
  expect(await vllmVersion({ ...vllm, vllmPython })).toBe('vllm 0.11.0')
  await program('echo "PackageNotFoundError: No package metadata was found for vllm" >&2; exit 1')
  await expect(vllmVersion({ ...vllm, vllmPython })).rejects.toThrow(
    'tells no version of vLLM: PackageNotFoundError: No package metadata was found for vllm',
  )
})
