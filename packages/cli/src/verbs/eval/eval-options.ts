import { InvalidArgumentError, Option, type Command } from 'commander'
import { wholeNumber } from '../../options.ts'

/** Options that say which model is asked, where, and with what limits; on verbs that ask one. */
export function addEndpointOptions(command: Command): Command {
  return command
    .option('--model <name>', 'as the endpoint names it; smollm2-135m needs no endpoint')
    .addOption(
      new Option(
        '--base-url <url>',
        'up to /v1; several are replicas of one model (also OPENAI_BASE_URL)',
      ).argParser((url: string, earlier: readonly string[] = []) => [...earlier, url]),
    )
    .option('--key-env <name>', 'environment variable that holds the key', 'OPENAI_API_KEY')
    .option('--profile <file>', 'JSON file with model, baseUrl, keyEnv, headers, extraBody')
    .option('--model-version <text>', 'tells weights of one name apart, where the server does not')
    .option('--stream', 'take answers piece by piece, where a gateway cuts long silences')
    .option('--timeout <seconds>', 'deadline of each attempt (default: 1200)', wholeNumber(1))
    .option('--extra-body <json>', 'further fields of each request, as a JSON object')
    .option('--max-tokens-total <n>', 'tokens that may be used, prompts included', wholeNumber(1))
    .option('--max-cost <amount>', 'what may be spent; needs --prices', number)
    .option('--prices <file>', 'JSON file: prompt, completion and cachedPrompt per million tokens, request')
}

/** Options that say how each item is asked, and how often. */
export function addAskingOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--route <route>', 'how it is asked').choices(['chat', 'completions']).default('chat'),
    )
    .option(
      '--prompt <style>',
      'one of the benchmark’s prompts (default: its first that can be asked; ./retable prompts shows them)',
    )
    .option('--variant <id>', 'rule that finds and compares answers (default: the prompt’s)')
    .option('--limit <n>', 'the first so many items', wholeNumber(1))
    .option('--n <samples>', 'answers of each item', wholeNumber(1), 1)
    .option('--temperature <t>', '0 takes the likeliest tokens', number, 0)
    .option('--top-p <p>', 'draw from the likeliest tokens with this much probability', share, 1)
    .option('--max-tokens <n>', 'longest answer, thought included', wholeNumber(1), 2048)
    .option('--seed <n>', 'each sample’s own seed follows from it', wholeNumber(0), 0)
}

function number(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('a number from 0 is needed')
  }
  return value
}

function share(text: string): number {
  const value = number(text)
  if (value === 0 || value > 1) throw new InvalidArgumentError('a number above 0, and at most 1, is needed')
  return value
}
