import path from 'node:path'
import {
  imagesFile,
  pinImages,
  type CheckedPin,
  type PinResult,
  type Platform,
} from '@retable/harness/images'
import {
  printable,
  printableJson,
  renderTables,
  tableText,
  type Table,
  type TableForm,
} from '@retable/report'
import { exitCodes } from '../../exit-codes.ts'

/** Options of `retable pin`. */
export interface PinRequest {
  readonly names: readonly string[]
  readonly check?: boolean
  /** The project's own, if left out. */
  readonly file?: string
  readonly platform: Platform
  readonly json?: boolean
  readonly to?: TableForm
}

/**
 * Asks what tags name now, writes it unless it is a check, and prints it; exit code 1 for a check that found a tag moved, 3
 * where a registry could not be asked.
 */
export async function runPin(request: PinRequest, signal: AbortSignal): Promise<void> {
  const { names: ids, check: isCheck = false, platform, json, to } = request
  const file = request.file === undefined ? imagesFile : path.resolve(request.file)
  const result = await pinImages({ file, ids, isCheck, platform, signal })
  if (json)
    process.stdout.write(
      `${printableJson({ file: result.file, written: result.isWritten, pins: result.pins.map(listed) })}\n`,
    )
  else if (to !== undefined) process.stdout.write(await renderTables([tableOf(result)], to))
  else process.stdout.write(textOf(result, isCheck))
  const failed = result.pins.filter(({ state }) => state === 'failed')
  if (!json)
    for (const { id, reason } of failed) process.stderr.write(`retable: ${printable(`${id}: ${reason}`)}\n`)
  if (failed.length > 0) process.exitCode = exitCodes.environment
  else if (isCheck && result.pins.some(({ state }) => state !== 'same'))
    process.exitCode = exitCodes.deviation
}

function listed({
  id,
  name,
  tag,
  state,
  pinned,
  digest,
  isPinnedThere,
  platforms,
  platform,
  reason,
}: CheckedPin) {
  return {
    image: id,
    name,
    tag,
    state,
    pinned,
    digest,
    pinnedIsThere: isPinnedThere,
    platforms,
    platform,
    reason,
  }
}

function tableOf({ pins }: PinResult): Table {
  return {
    title: 'Images',
    columns: [{ title: 'image' }, { title: 'tag' }, { title: 'state' }, { title: 'digest' }],
    rows: pins.map(({ id, name, tag, state, pinned, digest }) => [
      id,
      `${name}:${tag}`,
      stateWords[state],
      digest ?? pinned ?? '',
    ]),
  }
}

const stateWords: Readonly<Record<CheckedPin['state'], string>> = {
  same: 'as pinned',
  moved: 'moved',
  new: 'not pinned before',
  failed: 'not known',
}

function textOf(result: PinResult, isCheck: boolean): string {
  const { file, pins, isWritten } = result
  const others = pins.flatMap((pin) =>
    pin.state === 'moved' || pin.platform !== null ? [detailOf(pin)] : [],
  )
  const moved = pins.filter(({ state }) => state === 'moved' || state === 'new').length
  const where = path.relative(process.cwd(), file)
  const last = isWritten
    ? `${where} is written`
    : moved > 0 && isCheck
      ? `nothing is written; ./retable pin writes ${moved === 1 ? 'it' : 'them'} to ${where}`
      : `${where} stays as it is`
  return `${[tableText(tableOf(result)), ...others].join('\n\n')}\n\n${printable(last)}\n`
}

/** What stands behind a digest. */
function detailOf({ id, state, pinned, isPinnedThere, platform, platforms }: CheckedPin): string {
  const still = isPinnedThere ? 'which the registry still has' : 'which the registry has no more'
  return [
    ...(state === 'moved' ? [`${id} was pinned as ${pinned}, ${still}`] : []),
    ...(platform === null
      ? []
      : [`${id} for ${platform.platform} is ${platform.digest}; it is there for ${platforms!.join(', ')}`]),
  ]
    .map(printable)
    .join('\n')
}
