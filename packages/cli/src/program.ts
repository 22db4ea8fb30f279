import { Command, CommanderError } from 'commander'
import { version } from './version.ts'
import { exitCodes } from './exit-codes.ts'

/** Runs one command line and sets the exit code; every error becomes one sentence on standard error. */
export async function runCli(words: readonly string[]): Promise<void> {
  const interruption = new AbortController()
  // It stays to the end: where nobody else listens, execa would have the signal end the process before its children.
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted)
    interruption.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  // A reader that closes early (head, less) ends the work, not with an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.fine)
    process.stderr.write(`retable: standard output cannot be written to: ${error.message}\n`)
    process.exit(exitCodes.environment)
  })
  try {
    const asked = helpAsked(words)
    const word = asked[0] ?? ''
    // A named verb needs no other; help and a wrong word need all.
    const named = Object.hasOwn(verbs, word) ? [word] : Object.keys(verbs)
    const root = await program(named, interruption.signal)
    await root.parseAsync(asked, { from: 'user' })
  } catch (error) {
    // Help and the version that were asked for, which arrive here too.
    if (error instanceof CommanderError && error.exitCode === 0) return
    // What only errors need is loaded then.
    const { reportError } = await import('./report-error.ts')
    process.exitCode = reportError(error, interruption.signal)
  } finally {
    process.removeListener('SIGINT', interrupt)
    process.removeListener('SIGTERM', interrupt)
  }
}

/**
 * The words as options say them: `help VERB` is `VERB --help`, `version` is `--version`; and a word that is no verb stands
 * alone, since commander would answer it with the general help where `--help` is there too.
 */
function helpAsked(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !word.startsWith('-'))
  const [word, ...others] = at < 0 ? [] : words.slice(at)
  if (word === undefined) return words
  if (word === 'version') return others.some((other) => !helpFlags.includes(other)) ? words : ['--version']
  if (word !== 'help') return Object.hasOwn(verbs, word) ? words : [word]
  const [verb, ...rest] = others.filter((other) => !helpFlags.includes(other))
  if (verb === undefined || aliases.includes(verb)) return ['--help']
  return rest.length > 0 ? words : helpAsked([verb, '--help'])
}

const helpFlags: readonly string[] = ['-h', '--help']
/** Words that are options too. */
const aliases: readonly string[] = ['help', 'version']

async function program(names: readonly string[], signal: AbortSignal): Promise<Command> {
  const root = new Command('retable')
    .description('Re-makes the tables of machine-learning papers.')
    .usage('<verb> [options]')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help; every verb has its own')
    .helpCommand(false)
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .addHelpText('after', afterHelp)
  const makers = await Promise.all(names.map((name) => verbs[name]!()))
  for (const verb of makers) root.addCommand(verb(signal))
  if (names.length > 1) {
    root.command('help').description('show the help of a verb').argument('[verb]')
    root.command('version').description('show the version').helpOption(false)
  }
  for (const command of [root, ...root.commands]) {
    command.exitOverride().configureOutput({ outputError: () => undefined })
  }
  return root
}

/** In the order in which help names them. */
const verbs: Readonly<Record<string, () => Promise<(signal: AbortSignal) => Command>>> = {
  list: async () => (await import('./verbs/list/command.ts')).listVerb,
  show: async () => (await import('./verbs/show/command.ts')).showVerb,
  verdicts: async () => (await import('./verbs/verdicts/command.ts')).verdictsVerb,
  check: async () => (await import('./verbs/check/command.ts')).checkVerb,
  plan: async () => (await import('./verbs/plan/command.ts')).planVerb,
  run: async () => (await import('./verbs/run/command.ts')).runVerb,
  eval: async () => (await import('./verbs/eval/command.ts')).evalVerb,
  judge: async () => (await import('./verbs/judge/command.ts')).judgeVerb,
  prompts: async () => (await import('./verbs/prompts/command.ts')).promptsVerb,
  score: async () => (await import('./verbs/score/command.ts')).scoreVerb,
  compare: async () => (await import('./verbs/compare/command.ts')).compareVerb,
  gate: async () => (await import('./verbs/gate/command.ts')).gateVerb,
  noise: async () => (await import('./verbs/noise/command.ts')).noiseVerb,
  history: async () => (await import('./verbs/history/command.ts')).historyVerb,
  replay: async () => (await import('./verbs/replay/command.ts')).replayVerb,
  diff: async () => (await import('./verbs/diff/command.ts')).diffVerb,
  doctor: async () => (await import('./verbs/doctor/command.ts')).doctorVerb,
  pin: async () => (await import('./verbs/pin/command.ts')).pinVerb,
  test: async () => (await import('./verbs/test/command.ts')).testVerb,
  nx: async () => (await import('./verbs/nx/command.ts')).nxVerb,
}

const afterHelp = `
Examples:
  ./retable run iterative-rpo         run a whole paper on this machine's processor
  ./retable replay gsm8k              recompute a published leaderboard from its raw outputs
  ./retable eval gsm8k --model M      ask a model behind an endpoint a benchmark's items
  ./retable score gsm8k outputs.json  score a file of model outputs
  ./retable judge alpaca-eval …       have a judge of your own judge a model's outputs
  ./retable compare RUN-A RUN-B       two versions of a model, item by item, with a paired test
  ./retable history                   versions of a model, run after run
  ./retable show iterative-rpo        a paper's tables, and what was measured beside them
  ./retable verdicts                  what holds of each paper, in a line
  ./retable check                     contradictions among reported cells
  ./retable list                      what there is
  ./retable doctor                    what this machine can run, and what it lacks for the rest

Exit codes: 0 fine, 1 deviation or failed test, 2 usage, 3 environment, 4 a gate undecided,
70 a fault in retable, 130 stopped by Ctrl-C.
Environment: RETABLE_MIRROR (folder of pinned files), RETABLE_STORE (default .retable), RETABLE_ACCEPT_LICENCES, RETABLE_GOLDEN (for test), NO_COLOR.`
