import type { Identity, ServerKind } from './identity.ts'
import { templateFacts } from './template-facts.ts'

/** A page about itself that a kind of server has, and what it tells. */
export interface Page {
  /** From the server's root. */
  readonly path: string
  /** What the page tells of the model; undefined where it is not of this kind of server. */
  readonly read: (page: Json, model: string) => Told | undefined
}

/** Part of an identity. */
export type Told = Partial<Omit<Identity, 'model' | 'kind' | 'models'>>

type Json = Readonly<Record<string, unknown>>

/** Pages by kind of server; the first one tells whether a server is of the kind. */
export const pages: Readonly<Partial<Record<ServerKind, readonly Page[]>>> = {
  'llama.cpp': [
    {
      path: '/props',
      read: (page) => {
        if (!('default_generation_settings' in page)) return undefined
        const settings = object(page['default_generation_settings'])
        return {
          ...text('version', page['build_info']),
          ...number('contextLength', settings['n_ctx']),
          ...number('slots', page['total_slots']),
          ...templateOf(page['chat_template']),
          clues: clue('path', page['model_path']),
        }
      },
    },
  ],
  ollama: [
    {
      path: '/api/tags',
      read: (page, model) => {
        if (!Array.isArray(page['models'])) return undefined
        const names = [model, `${model}:latest`]
        const found = page['models'].map(object).find(({ name }) => names.includes(String(name)))
        return { ...text('weights', found?.['digest']), clues: clue('size', found?.['size']) }
      },
    },
    { path: '/api/version', read: (page) => text('version', page['version']) },
  ],
  tgi: [
    {
      path: '/info',
      read: (page) =>
        'model_id' in page
          ? {
              ...text('version', page['version']),
              ...text('weights', page['model_sha']),
              ...number('contextLength', page['max_total_tokens']),
              clues: clue('root', page['model_id']),
            }
          : undefined,
    },
  ],
  sglang: [
    {
      path: '/get_model_info',
      read: (page) =>
        'model_path' in page
          ? {
              clues: {
                ...clue('path', page['model_path']),
                ...clue('weight_version', page['weight_version']),
              },
            }
          : undefined,
    },
    { path: '/get_server_info', read: (page) => text('version', page['version']) },
  ],
  vllm: [{ path: '/version', read: (page) => text('version', page['version']) }],
}

/** Kinds that a server without a known owner may be, in the order in which their pages are asked for. */
export const guessed: readonly ServerKind[] = ['llama.cpp', 'ollama', 'tgi', 'sglang']

/** The kind of server by the owner that it gives its models. */
export function kindOfOwner(owner: unknown): ServerKind | undefined {
  switch (owner) {
    case 'vllm':
    case 'sglang':
      return owner
    case 'llamacpp':
      return 'llama.cpp'
    case 'library':
      return 'ollama'
    case 'openai':
    case 'system':
    case 'openai-internal':
      return 'openai'
    default:
      return undefined
  }
}

/** What the list of models tells of one. */
export function entryTold(entry: Json, nowMs: number): Told {
  const meta = object(entry['meta'])
  const created = entry['created']
  // Some servers give the time of the question.
  const isOld = typeof created === 'number' && Math.abs(nowMs / 1000 - created) > 3600
  return {
    ...number('contextLength', entry['max_model_len'] ?? entry['context_length']),
    // The trainer's server tells the hash of the folder that it read.
    ...text('weights', entry['weights']),
    clues: {
      ...clue('root', entry['root']),
      ...(isOld ? clue('created', created) : {}),
      ...clue('size', meta['size']),
      ...clue('parameters', meta['n_params']),
    },
  }
}

function clue(name: string, value: unknown): Record<string, string | number> {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? { [name]: value } : {}
}

function templateOf(template: unknown): Told {
  return typeof template === 'string' && template !== '' ? templateFacts(template) : {}
}

function text(name: 'version' | 'weights', value: unknown): Told {
  return typeof value === 'string' && value !== '' ? { [name]: value } : {}
}

function number(name: 'contextLength' | 'slots', value: unknown): Told {
  return typeof value === 'number' ? { [name]: value } : {}
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}
