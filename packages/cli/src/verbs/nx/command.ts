import { Command } from 'commander'

/** `retable nx ...`: Nx with the Node and packages of this checkout. */
export function nxVerb(signal: AbortSignal): Command {
  return new Command('nx')
    .description('run Nx with this checkout’s Node: graph, affected, run')
    .argument('<words...>', 'what Nx is to do')
    .allowUnknownOption()
    .passThroughOptions()
    .addHelpText(
      'after',
      `
Examples:
  ./retable nx graph                        rooms, papers and experiments, and what imports what
  ./retable nx affected -t typecheck,test   types and tests of what a change touches
  ./retable nx bench scoring-throughput     run an experiment’s benchmark
  ./retable nx run lift:run --tier mini     run a paper; lift:plan lays it out
  ./retable nx nightly                      what takes too long for every change`,
    )
    .action(async (words: string[]) => {
      const { runNx } = await import('./run-nx.ts')
      await runNx(words, signal)
    })
}
