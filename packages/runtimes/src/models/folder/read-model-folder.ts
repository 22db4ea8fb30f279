import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { RuntimeError } from '../../errors.ts'
import { weightsIn } from './safetensors.ts'

/** What a model folder tells of its model. */
export interface FolderFacts {
  /** As Transformers call the architecture, for instance `llama`. */
  readonly modelType: string
  /** Tokens that the model takes at once, prompt and completion. */
  readonly context: number
  /** Numbers in its weights; null where their form does not tell. */
  readonly parameters: number | null
}

/** Whether a path is a model folder: it holds a config.json. */
export function isModelFolder(folder: string): Promise<boolean> {
  return isFile(path.join(folder, 'config.json'))
}

/**
 * Reads what a model folder in Transformers' form tells of itself, and finds out whether it is whole; its weights are
 * not read but for their headers.
 *
 * @throws RuntimeError `runtimes/model-folder`: one sentence that says what lacks
 */
export async function readModelFolder(folder: string): Promise<FolderFacts> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fault(folder, 'is no folder that can be read', error)
  })
  const holds = new Set(names)
  if (holds.has('adapter_config.json') && !weightFiles.some((name) => holds.has(name))) {
    throw fault(
      folder,
      `holds an adapter alone${await baseOf(folder)}: merge it into its base (PEFT: merge_and_unload, then save_pretrained), and name the folder of the whole model`,
    )
  }
  if (!holds.has('config.json')) {
    const gguf = names.find((name) => name.endsWith('.gguf'))
    const why = gguf === undefined ? '' : `; ${gguf} is of another form`
    throw fault(
      folder,
      `holds no config.json: name a folder as Transformers' save_pretrained writes it${why}`,
    )
  }
  const config = await readJson(folder, 'config.json')
  const modelType = config['model_type']
  if (typeof modelType !== 'string') {
    throw fault(folder, 'holds a config.json without a model_type: its architecture is not known')
  }
  const context = contextOf(config) ?? contextOf(objectOf(config['text_config']))
  if (context === undefined) {
    throw fault(folder, 'holds a config.json without max_position_embeddings: its context is not known')
  }
  const parameters = await weightsOf(folder, holds)
  if (!tokenizerFiles.some((name) => holds.has(name))) {
    throw fault(
      folder,
      'holds no tokenizer (tokenizer.json): save the tokenizer of the model there too (save_pretrained)',
    )
  }
  return { modelType, context, parameters }
}

const weightFiles = [
  'model.safetensors.index.json',
  'model.safetensors',
  'pytorch_model.bin.index.json',
  'pytorch_model.bin',
]
const tokenizerFiles = ['tokenizer.json', 'tokenizer.model', 'vocab.json', 'vocab.txt', 'spiece.model']

/** The weights' count; @throws RuntimeError where a file of them lacks */
async function weightsOf(folder: string, holds: ReadonlySet<string>): Promise<number | null> {
  const first = weightFiles.find((name) => holds.has(name))
  if (first === undefined) {
    throw fault(folder, 'holds no weights: there is no model.safetensors, and no index of several')
  }
  const files = first.endsWith('.index.json') ? await shardsOf(folder, first) : [first]
  const missing = files.find((name) => !holds.has(name))
  if (missing !== undefined) throw fault(folder, `lacks ${missing}, which its ${first} names`)
  if (!first.startsWith('model.safetensors')) return null
  let parameters = 0
  for (const name of files) parameters += await weightsIn(path.join(folder, name))
  return parameters
}

async function shardsOf(folder: string, index: string): Promise<string[]> {
  const map = objectOf((await readJson(folder, index))['weight_map'])
  return [...new Set(Object.values(map))].filter((name) => typeof name === 'string')
}

/** Of GPT-2's kind, n_positions. */
function contextOf(config: Readonly<Record<string, unknown>>): number | undefined {
  return [config['max_position_embeddings'], config['n_positions']].find(
    (value) => typeof value === 'number' && Number.isInteger(value) && value > 0,
  ) as number | undefined
}

async function baseOf(folder: string): Promise<string> {
  const base = (await readJson(folder, 'adapter_config.json'))['base_model_name_or_path']
  return typeof base === 'string' && base !== '' ? ` (of ${base})` : ''
}

async function readJson(folder: string, name: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return objectOf(JSON.parse(await readFile(path.join(folder, name), 'utf8')))
  } catch (error) {
    throw fault(folder, `holds a ${name} that cannot be read: ${(error as Error).message}`, error)
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  )
}

function fault(folder: string, says: string, cause?: unknown): RuntimeError {
  return new RuntimeError('runtimes/model-folder', `${folder} ${says}`, cause)
}
