import path from 'node:path'
import type { FolderModel, ServiceOptions } from '@retable/runtimes'
import { isWrittenAsPath, namesFolder, readChatTemplate, readModelFolder } from '@retable/runtimes/folders'
import { findPackagedModel, packagedModels } from '@retable/runtimes/models'
import { HarnessError } from '../errors.ts'

const packagedModelIds: readonly string[] = packagedModels.map(({ id }) => id)

/** Whether a model's name says what can be served here: a packaged model, or a folder of weights. */
export async function isServedHere(model: string): Promise<boolean> {
  return packagedModelIds.includes(model) || namesFolder(model)
}

/**
 * The model of a name that is served here: a packaged one, or a folder's with the template of its chats.
 *
 * @throws HarnessError `harness/no-endpoint` for a path at which no folder is and for any other name, `harness/no-chat-template`; RuntimeError
 * `runtimes/model-folder` for a folder that holds no whole model
 */
export async function modelHere(
  model: string,
  route: 'chat' | 'completions' = 'chat',
): Promise<{ readonly model: ServiceOptions['model']; readonly template?: string | undefined }> {
  const packaged = findPackagedModel(model)
  if (packaged !== undefined) return { model: packaged }
  if (await namesFolder(model)) {
    const folder = path.resolve(model)
    // What its record is called must not hold where this machine keeps it.
    const found = { folder, id: path.basename(folder) }
    return { model: found, template: await templateOf(found, route) }
  }
  if (isWrittenAsPath(model)) {
    throw new HarnessError(
      'harness/no-endpoint',
      `${model} is no folder: name one as Transformers' save_pretrained writes it; or, where a server knows a model by this name, give its address with --base-url (or OPENAI_BASE_URL)`,
      { kind: 'environment' },
    )
  }
  throw new HarnessError(
    'harness/no-endpoint',
    `where is ${model} served? give --base-url (or OPENAI_BASE_URL), as in http://127.0.0.1:8000/v1; without one there is: --model ${packagedModelIds.join(', ')}, or a model folder, and there is no folder ${model} with a config.json`,
  )
}

async function templateOf(
  { folder, id }: FolderModel,
  route: 'chat' | 'completions',
): Promise<string | undefined> {
  await readModelFolder(folder)
  const template = await readChatTemplate(folder)
  if (template === null && route === 'chat') {
    throw new HarnessError(
      'harness/no-chat-template',
      `${id} has no chat template (chat_template.jinja), as a model that was not taught to chat: ask it with --route completions, or save the template there too`,
    )
  }
  return template ?? undefined
}
