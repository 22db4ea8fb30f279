import path from 'node:path'
import type { FolderModel, ServiceOptions } from '@retable/runtimes'
import { isWrittenAsPath, namesFolder, readChatTemplate, readModelFolder } from '@retable/runtimes/folders'
import { findPackagedModel, packagedModels } from '@retable/runtimes/models'
import { HarnessError } from '../../errors.ts'
import { fetchHub, type FetchHub } from './fetch-hub.ts'
import { hubNameOf, isHubName, type HubName } from './hub-name.ts'

const packagedModelIds: readonly string[] = packagedModels.map(({ id }) => id)

/** Whether a model's name says what can be served here: a packaged model, a folder of weights, or one of the hub's. */
export async function isServedHere(model: string): Promise<boolean> {
  return packagedModelIds.includes(model) || isHubName(model) || namesFolder(model)
}

/** A model that can be served here. */
export interface ModelHere {
  readonly model: ServiceOptions['model']
  readonly template?: string | undefined
  /** Where on the hub it is from. */
  readonly hub?: HubName
}

/**
 * The model of a name that is served here: a packaged one, or a folder's with the template of its chats; one of the hub's is
 * fetched into a folder.
 *
 * @throws AssetError where one of the hub's cannot be had; HarnessError `harness/hub-name`, `harness/no-endpoint` for a path at which no folder is and for any other name, `harness/no-chat-template`; RuntimeError
 * `runtimes/model-folder` for a folder that holds no whole model
 */
export async function modelHere(
  model: string,
  route: 'chat' | 'completions',
  fetching: FetchHub,
): Promise<ModelHere> {
  const packaged = findPackagedModel(model)
  if (packaged !== undefined) return { model: packaged }
  if (isHubName(model)) {
    const name = hubNameOf(model)
    const { folder } = await fetchHub(name, fetching)
    // As its page is called: the owner's name would be a folder in names of files.
    const found = { folder, id: path.posix.basename(name.repository) }
    return { model: found, template: await templateOf(found, route), hub: name }
  }
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
    `where is ${model} served? give --base-url (or OPENAI_BASE_URL), as in http://127.0.0.1:8000/v1; without one there is: --model ${packagedModelIds.join(', ')}, a model of the hub (hf:OWNER/NAME@COMMIT), or a model folder, and there is no folder ${model} with a config.json`,
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
