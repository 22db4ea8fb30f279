import { Command, Option } from 'commander'
import { jsonOption, licenceOption, noiseOption, toOption, wholeNumber } from '../../options.ts'
import { addEndpointOptions, addSendingOptions } from '../eval/endpoint-options.ts'
import type { GateRequest } from './gate-request.ts'

/** `retable gate`: whether a candidate is worse than its baseline, for CI. */
export function gateVerb(signal: AbortSignal): Command {
  const verb = new Command('gate')
    .description('say whether a new version is worse than the last, with an exit code for CI')
    .requiredOption('--baseline <run>', 'a run (folder, id, or latest), or a file, as of ./retable compare')
    .option('--candidate <run>', 'the same of the new version')
    .option('--policy <file>', 'margins, tiers and limits (YAML; default: each benchmark critical, 2 points)')
    .option(
      '--benchmark <id>',
      'which benchmark files of outputs or judgements are of (a log says itself); a baseline’s own module',
    )
    .option('--variant <id>', 'rule that finds and compares answers in files (default: as ./retable score)')
    .option('--columns <map>', 'what fields of files are called, as of ./retable score')
    .addOption(noiseOption())
    .option('--anyway', 'compare what differs in more than the model, under a warning')
    .option('--junit <file>', 'write the report as JUnit’s XML, too')
    .addOption(new Option('--markdown <file>', 'write the report for a pull request, too'))
    .option('--candidate-model <name>', 'with --sequential: the model to ask, as the endpoint names it')
    .option('--sequential', 'ask the candidate what the baseline was asked, until the verdict is settled')
    .option('--predict-full', 'with --sequential: say what all of the baseline’s items would show, instead')
    .option('--seed <n>', 'with --sequential: the order of the items follows from it', wholeNumber(0), 0)
  addEndpointOptions(verb)
  addSendingOptions(verb)
  return verb
    .option('--concurrency <n>', 'with --sequential: requests in flight (default: 16)', wholeNumber(1))
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Verdicts, each proved at 5 %: no worse (exit code 0), regressed (1), undecided (4, or as the policy says). A limit of the
policy that the candidate is beyond is 1, too. docs/verbs/gate.md has the policy's words, and workflows for CI.
With --sequential a stopped command goes on, and what was answered before costs nothing.

Examples:
  ./retable gate --baseline runs/v1 --candidate runs/v2
  ./retable gate --baseline runs/v1 --candidate runs/v2 --policy gate.yaml --junit gate.xml --markdown gate.md
  ./retable gate --baseline v1.jsonl --candidate v2.jsonl --benchmark gsm8k --json
  ./retable gate --baseline runs/v1 --candidate-model v2 --base-url http://127.0.0.1:8000/v1 --sequential`,
    )
    .action(async (options: Omit<GateRequest, 'given'>, command: Command) => {
      const { runGate } = await import('./run-gate.ts')
      const given = Object.keys(options).filter((name) => command.getOptionValueSource(name) === 'cli')
      await runGate({ ...options, given: new Set(given) }, signal)
    })
}
