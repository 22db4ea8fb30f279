import { Argument, Command } from 'commander'
import { jsonOption, licenceOption } from '../../options.ts'
import type { PromptsRequest } from './run-prompts.ts'

/** `retable prompts BENCHMARK`: what a model is sent. */
export function promptsVerb(signal: AbortSignal): Command {
  return new Command('prompts')
    .description(
      'print what a model, or a judge, is sent for an item of a benchmark, or which prompts there are',
    )
    .addArgument(
      new Argument('<benchmark>', 'a benchmark (see ./retable list), or the path of a module of one’s own'),
    )
    .option('--prompt <style>', 'one of the benchmark’s prompts: print it (default: list them)')
    .option('--item <id>', 'the item, as in test/0 (default: the first)')
    .addOption(licenceOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Examples:
  ./retable prompts gsm8k
  ./retable prompts gsm8k --prompt lm-eval-5-shot --item test/7
  ./retable prompts arc --prompt lm-eval --json
  ./retable prompts mt-bench --prompt single --item 81`,
    )
    .action(async (benchmark: string, options: Omit<PromptsRequest, 'benchmark'>) => {
      const { runPrompts } = await import('./run-prompts.ts')
      await runPrompts({ ...options, benchmark }, signal)
    })
}
