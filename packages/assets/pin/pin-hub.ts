// Writes pins/OWNER--NAME.json: the files of a repository of the hub at a commit, with their hashes.
//   node packages/assets/pin/pin-hub.ts OWNER/NAME REVISION [--licence ID] [--gated] [--dataset]
// HF_TOKEN names an account for gated repositories, HF_ENDPOINT another place of the hub.
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { pinFile, type HubPin } from '../src/hub/hub-pin.ts'
import { pinRepository } from '../src/hub/pin-repository.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { licence: { type: 'string' }, gated: { type: 'boolean' }, dataset: { type: 'boolean' } },
})
const [repository, revision] = positionals
if (repository?.split('/').length !== 2 || revision === undefined || positionals.length > 2) {
  fail('use: node packages/assets/pin/pin-hub.ts OWNER/NAME REVISION [--licence ID] [--gated] [--dataset]')
}
const earlier = earlierPin(repository)
const licence = values.licence ?? earlier?.licence
if (licence === undefined) fail('--licence ID is needed for a repository that has no pin yet')
const isGated = values.gated ?? earlier?.isGated
try {
  const pin = await pinRepository({
    kind: values.dataset ? 'dataset' : (earlier?.kind ?? 'model'),
    ...{ repository, revision, licence },
    ...(isGated && { isGated }),
    token: process.env['HF_TOKEN'] || undefined,
    address: process.env['HF_ENDPOINT'] || undefined,
  })
  const file = pinFile(repository)
  writeFileSync(file, `${JSON.stringify(pin, null, 2)}\n`)
  process.stdout.write(`${file}: ${Object.keys(pin.files).length} files\n`)
} catch (error) {
  fail((error as Error).message)
}

function earlierPin(of: string): HubPin | undefined {
  try {
    return JSON.parse(readFileSync(pinFile(of), 'utf8')) as HubPin
  } catch {
    return undefined
  }
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
