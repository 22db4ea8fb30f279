import { InvalidArgumentError, Option, type Command } from 'commander'
import { percent, wholeNumber } from '../../options.ts'

/** Options that say where a model is served, and what tells it from others. */
export function addEndpointOptions(verb: Command): void {
  verb
    .addOption(
      new Option(
        '--base-url <url>',
        'up to /v1; several are replicas of one model (also OPENAI_BASE_URL)',
      ).argParser((url: string, earlier: readonly string[] = []) => [...earlier, url]),
    )
    .option('--key-env <name>', 'environment variable that holds the key', 'OPENAI_API_KEY')
    .option('--profile <file>', 'JSON file with model, baseUrl, keyEnv, headers, extraBody')
    .option('--model-version <text>', 'tells weights of one name apart, where the server does not')
}

/** Options that say how requests travel, and how much may be used. */
export function addSendingOptions(verb: Command, concurrency: string): void {
  verb
    .option('--concurrency <n>', `requests in flight (${concurrency})`, wholeNumber(1))
    .option('--stream', 'take answers piece by piece, where a gateway cuts long silences')
    .option('--timeout <seconds>', 'deadline of each attempt (default: 1200)', wholeNumber(1))
    .option('--extra-body <json>', 'further fields of each request, as a JSON object')
    .option('--max-tokens-total <n>', 'tokens that may be used, prompts included', wholeNumber(1))
    .option('--max-cost <amount>', 'what may be spent; needs --prices', number)
    .option('--prices <file>', 'JSON file: prompt, completion and cachedPrompt per million tokens, request')
    .option('--max-failed <percent>', 'answers that may fail before no verdict is drawn', percent, 1)
}

/** Parses a number from 0. */
export function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('a number from 0 is needed')
  }
  return value
}

/** Parses a share above 0. */
export function share(text: string): number {
  const value = number(text)
  if (value === 0 || value > 1) throw new InvalidArgumentError('a number above 0, and at most 1, is needed')
  return value
}
