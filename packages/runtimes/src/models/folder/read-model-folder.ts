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
  /** Numbers in its weights. */
  readonly parameters: number
}

/** Whether a text can be nothing but a path: it is absolute, or begins with a dot and a slash. */
export function isWrittenAsPath(text: string): boolean {
  return path.isAbsolute(text) || /^\.{1,2}(?:[/\\]|$)/.test(text)
}

/** Whether a text names a model folder: one that holds a config.json, or any folder that is written as a path. */
export async function namesFolder(text: string): Promise<boolean> {
  if (text.trim() === '') return false
  return (
    (isWrittenAsPath(text) && (await isA('directory', text))) || isA('file', path.join(text, 'config.json'))
  )
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

const indexFile = 'model.safetensors.index.json'
const weightFiles = [indexFile, 'model.safetensors']
const tokenizerFiles = ['tokenizer.json', 'tokenizer.model', 'vocab.json', 'vocab.txt', 'spiece.model']

/** The count of its weights; @throws RuntimeError where a file of them lacks */
async function weightsOf(folder: string, holds: ReadonlySet<string>): Promise<number> {
  const first = weightFiles.find((name) => holds.has(name))
  if (first === undefined) {
    const pickled = [...holds].find((name) => name.startsWith('pytorch_model'))
    throw fault(
      folder,
      pickled === undefined
        ? 'holds no weights: there is no model.safetensors, and no index of several'
        : `holds its weights as ${pickled} alone, which may carry programs: save them as safetensors (save_pretrained)`,
    )
  }
  const files = first === indexFile ? await shardsOf(folder) : [first]
  const missing = files.find((name) => !holds.has(name))
  if (missing !== undefined) throw fault(folder, `lacks ${missing}, which its ${first} names`)
  let parameters = 0
  for (const name of files) parameters += await weightsIn(path.join(folder, name))
  return parameters
}

async function shardsOf(folder: string): Promise<string[]> {
  const map = objectOf((await readJson(folder, indexFile))['weight_map'])
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

function isA(kind: 'file' | 'directory', place: string): Promise<boolean> {
  return stat(place).then(
    (entry) => (kind === 'file' ? entry.isFile() : entry.isDirectory()),
    () => false,
  )
}

function fault(folder: string, says: string, cause?: unknown): RuntimeError {
  return new RuntimeError('runtimes/model-folder', `${folder} ${says}`, cause)
}
