import { readFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * The template that a model folder's chats are put in: chat_template.jinja, or where older Transformers kept it, the
 * `chat_template` of tokenizer_config.json. Null where it has none.
 */
export async function readChatTemplate(folder: string): Promise<string | null> {
  const own = await readFile(path.join(folder, 'chat_template.jinja'), 'utf8').catch(() => null)
  if (own !== null) return own
  const text = await readFile(path.join(folder, 'tokenizer_config.json'), 'utf8').catch(() => '{}')
  const found = templateIn(text)
  if (!Array.isArray(found)) return typeof found === 'string' ? found : null
  const named = (found as readonly { readonly name?: unknown; readonly template?: unknown }[]).find(
    ({ name }) => name === 'default',
  )
  return typeof named?.template === 'string' ? named.template : null
}

function templateIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly chat_template?: unknown } | null)?.chat_template
  } catch {
    return undefined
  }
}
