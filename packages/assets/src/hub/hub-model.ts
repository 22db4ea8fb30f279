import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, writeWhole } from '@retable/core'
import { fetchHubModel, hubModelHere, type FetchHubOptions, type ModelFolder } from './fetch-hub-model.ts'
import { hubPin, whatIsUnpinned, type HubPin } from './hub-pin.ts'
import { pinRepository } from './pin-repository.ts'

/**
 * A model of the hub at a commit, whether the project has pinned it or not. What it has not is listed by the hub once, with
 * the hashes of all files, and this list is kept in the store: the next call asks nobody.
 *
 * @param at - `revision`: a commit, 40 hexadecimal digits
 * @throws AssetError `assets/gated` where the hub asks for an account that has accepted the licence; else as any download
 */
export async function hubModel(
  at: { readonly repository: string; readonly revision: string },
  options: FetchHubOptions,
): Promise<ModelFolder> {
  const pin = (await knownPin(at, options)) ?? (await listed(at, options))
  return (await hubModelHere(pin, options)) ?? fetchHubModel(pin, options)
}

/** Whether {@link hubModel} would fetch nothing. */
export async function isHubModelHere(at: At, options: Pick<FetchHubOptions, 'directory'>): Promise<boolean> {
  const pin = await knownPin(at, options)
  return pin !== undefined && (await hubModelHere(pin, options)) !== undefined
}

type At = Parameters<typeof hubModel>[0]

async function wholePin(at: At): Promise<HubPin | undefined> {
  const pin = await hubPin(at)
  return whatIsUnpinned(at, pin) === undefined ? pin : undefined
}

async function knownPin(at: At, options: Pick<FetchHubOptions, 'directory'>): Promise<HubPin | undefined> {
  return (await wholePin(at)) ?? keptPin(at, options)
}

async function keptPin(at: At, options: Pick<FetchHubOptions, 'directory'>): Promise<HubPin | undefined> {
  const text = await readFile(listFile(at, options), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as HubPin)
}

async function listed(at: At, options: FetchHubOptions): Promise<HubPin> {
  const { token, address } = options
  const pin = await pinRepository({ kind: 'model', ...at, licence: 'as its page says', token, address })
  const file = listFile(at, options)
  await makeFolder(path.dirname(file))
  await writeWhole(file, `${JSON.stringify(pin, null, 2)}\n`)
  return pin
}

function listFile({ repository, revision }: At, { directory }: Pick<FetchHubOptions, 'directory'>): string {
  return path.join(directory, 'weights', repository.replace('/', '--'), `${revision}.files.json`)
}
