import type { EndpointOptions } from '@retable/harness/evals'
import { CliError } from '../../errors.ts'
import { readObject, type JsonObject } from './read-profile.ts'

/** Options of `eval` that say how much may be used. */
interface LimitsRequest {
  readonly maxTokensTotal?: number
  readonly maxCost?: number
  readonly prices?: string
}

type Limits = NonNullable<EndpointOptions['limits']>
type Prices = NonNullable<Limits['prices']>

/**
 * What may be used, with the prices of a file.
 *
 * @throws CliError `cli/eval` for a limit of cost without prices, and for prices that are none
 */
export async function readLimits({ maxTokensTotal, maxCost, prices: file }: LimitsRequest): Promise<Limits> {
  if (maxCost !== undefined && file === undefined) {
    throw new CliError(
      'cli/eval',
      '--max-cost needs --prices: a JSON file with prompt and completion per million tokens',
    )
  }
  const prices = file === undefined ? undefined : pricesOf(await readObject(file, '--prices'), file)
  return {
    ...(maxTokensTotal === undefined ? {} : { maxTokensTotal }),
    ...(maxCost === undefined ? {} : { maxCost }),
    ...(prices === undefined ? {} : { prices }),
  }
}

const needed = ['prompt', 'completion'] as const
const known: readonly (keyof Prices)[] = [...needed, 'cachedPrompt', 'request']

function pricesOf(read: JsonObject, file: string): Prices {
  const where = `--prices ${file}`
  const lacking = needed.find((name) => !Object.hasOwn(read, name))
  if (lacking !== undefined)
    throw new CliError('cli/eval', `${where}: "${lacking}" is lacking, per million tokens`)
  const entries = Object.entries(read).map(([name, value]) => {
    if (!(known as readonly string[]).includes(name)) {
      throw new CliError('cli/eval', `${where}: there is no price "${name}"; there are: ${known.join(', ')}`)
    }
    if (typeof value !== 'number' || !(value >= 0)) {
      throw new CliError('cli/eval', `${where}: "${name}" must be a number from 0`)
    }
    return [name, value] as const
  })
  return Object.fromEntries(entries) as unknown as Prices
}
