import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { safetensors, writeFakeModelFolder } from '../../testing/fake-model-folder.ts'
import { namesFolder, readModelFolder } from './read-model-folder.ts'

let directory: string
let folder: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-folder-'))
  folder = path.join(directory, 'model')
})
afterEach(() => rm(directory, { recursive: true }))

const write = (name: string, content: string | Buffer) => writeFile(path.join(folder, name), content)

test('a whole folder tells its architecture, its context and the count of its weights', async () => {
  await writeFakeModelFolder(folder)
  expect(await readModelFolder(folder)).toEqual({ modelType: 'llama', context: 64, parameters: 6 })
})

test('weights in several files are counted together, and one that lacks is named', async () => {
  await writeFakeModelFolder(folder, { without: ['model.safetensors'] })
  const names = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors']
  await write(names[0]!, safetensors({ a: [2, 2] }))
  await write(names[1]!, safetensors({ b: [3], c: [] }))
  await write(
    'model.safetensors.index.json',
    JSON.stringify({ weight_map: { a: names[0], b: names[1], c: names[1] } }),
  )
  expect((await readModelFolder(folder)).parameters).toBe(8)
  await rm(path.join(folder, names[1]!))
  await expect(readModelFolder(folder)).rejects.toMatchObject({
    code: 'runtimes/model-folder',
    message: `${folder} lacks ${names[1]}, which its model.safetensors.index.json names`,
  })
})

test.each([
  [['config.json'], 'holds no config.json: name a folder as Transformers'],
  [['model.safetensors'], 'holds no weights: there is no model.safetensors, and no index of several'],
  [['tokenizer.json'], 'holds no tokenizer (tokenizer.json)'],
])('without %j it is refused', async (without, says) => {
  await writeFakeModelFolder(folder, { without })
  await expect(readModelFolder(folder)).rejects.toThrow(`${folder} ${says}`)
})

test.each([
  [{ model_type: 7 }, 'holds a config.json without a model_type'],
  [{ max_position_embeddings: '64' }, 'holds a config.json without max_position_embeddings'],
])('the configuration %j is refused', async (config, says) => {
  await writeFakeModelFolder(folder, { config })
  await expect(readModelFolder(folder)).rejects.toThrow(says)
})

test('the context may be the text model’s own, or GPT-2’s', async () => {
  const nested = { max_position_embeddings: null, text_config: { max_position_embeddings: 32 } }
  await writeFakeModelFolder(folder, { config: nested })
  expect((await readModelFolder(folder)).context).toBe(32)
  await writeFakeModelFolder(folder, { config: { max_position_embeddings: null, n_positions: 16 } })
  expect((await readModelFolder(folder)).context).toBe(16)
})

test('an adapter alone is told from a model, with its base', async () => {
  await writeFakeModelFolder(folder, { without: ['config.json', 'model.safetensors'] })
  await write('adapter_config.json', JSON.stringify({ base_model_name_or_path: 'base/model' }))
  await expect(readModelFolder(folder)).rejects.toThrow('holds an adapter alone (of base/model): merge it')
})

test('a folder is meant by a path, or by a name where a config.json is', async () => {
  await writeFakeModelFolder(folder)
  const relative = path.relative(process.cwd(), folder)
  for (const text of [folder, relative, `${folder}/`]) expect(await namesFolder(text)).toBe(true)
  await rm(path.join(folder, 'config.json'))
  expect(await namesFolder(folder)).toBe(true)
  expect(await namesFolder('.')).toBe(true)
  for (const text of ['', ' ', 'packages', 'my-model', `${folder}-absent`, './absent']) {
    expect(await namesFolder(text)).toBe(false)
  }
})

test('weights that may carry programs are refused', async () => {
  await writeFakeModelFolder(folder, { without: ['model.safetensors'] })
  await write('pytorch_model.bin', '')
  await expect(readModelFolder(folder)).rejects.toThrow('holds its weights as pytorch_model.bin alone')
})

test('another form of weights is named', async () => {
  await writeFakeModelFolder(folder, { without: ['config.json'] })
  await write('weights.gguf', '')
  await expect(readModelFolder(folder)).rejects.toThrow(
    /save_pretrained writes it; weights.gguf is of another/,
  )
})

test.each([
  ['is cut off: it has', (whole: Buffer) => whole.subarray(0, -1)],
  ['is cut off or no file', (whole: Buffer) => whole.subarray(0, 20)],
  ['is no file of safetensors', () => Buffer.from('x'.repeat(100))],
  ['is no file of safetensors', () => Buffer.alloc(0)],
  [
    'stands for weights that Git LFS has not fetched',
    () => Buffer.from('version https://git-lfs.github.com/spec/v1\n'),
  ],
])('a weights file that %s', async (says, spoil) => {
  await writeFakeModelFolder(folder)
  await write('model.safetensors', spoil(safetensors({ weight: [2, 3] })))
  await expect(readModelFolder(folder)).rejects.toThrow(`model/model.safetensors ${says}`)
})

test('no folder, or a file, is told', async () => {
  await expect(readModelFolder(folder)).rejects.toThrow('is no folder that can be read')
  await writeFakeModelFolder(folder)
  await rename(path.join(folder, 'config.json'), path.join(directory, 'file'))
  await expect(readModelFolder(path.join(directory, 'file'))).rejects.toThrow('is no folder that can be read')
})
