import { Command, Option } from 'commander'
import { jsonOption, licenceOption, noiseOption, toOption } from '../../options.ts'
import type { GateRequest } from './run-gate.ts'

/** `retable gate`: whether a candidate is worse than its baseline, for CI. */
export function gateVerb(signal: AbortSignal): Command {
  return new Command('gate')
    .description('say whether a new version is worse than the last, with an exit code for CI')
    .requiredOption('--baseline <run>', 'a run (folder, id, or latest), or a file, as of ./retable compare')
    .requiredOption('--candidate <run>', 'the same of the new version')
    .option('--policy <file>', 'margins, tiers and limits (YAML; default: each benchmark critical, 2 points)')
    .option('--benchmark <id>', 'which benchmark files of outputs or judgements are of (a log says itself)')
    .option('--variant <id>', 'rule that finds and compares answers in files (default: as ./retable score)')
    .option('--columns <map>', 'what fields of files are called, as of ./retable score')
    .addOption(noiseOption())
    .option('--anyway', 'compare what differs in more than the model, under a warning')
    .option('--junit <file>', 'write the report as JUnit’s XML, too')
    .addOption(new Option('--markdown <file>', 'write the report for a pull request, too'))
    .addOption(licenceOption())
    .addOption(toOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Verdicts, each proved at 5 %: no worse (exit code 0), regressed (1), undecided (4, or as the policy says). A limit of the
policy that the candidate is beyond is 1, too. docs/verbs/gate.md has the policy's words, and workflows for CI.

Examples:
  ./retable gate --baseline runs/v1 --candidate runs/v2
  ./retable gate --baseline runs/v1 --candidate runs/v2 --policy gate.yaml --junit gate.xml --markdown gate.md
  ./retable gate --baseline v1.jsonl --candidate v2.jsonl --benchmark gsm8k --json`,
    )
    .action(async (options: GateRequest) => {
      const { runGate } = await import('./run-gate.ts')
      await runGate(options, signal)
    })
}
