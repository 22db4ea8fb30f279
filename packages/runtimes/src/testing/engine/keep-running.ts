import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'

// An engine leaves the network that its containers had none of mounted there.
const script = `folder=$1; shift
"$@" </dev/null & pid=$!
cat >/dev/null
kill "$pid"; wait "$pid"
[ -z "$folder" ] && exit
umount "$folder"/exec/netns/*
rm -rf --one-file-system "$folder"`

/** A program that runs until it is stopped or its owner has ended, whichever way that went. */
export interface KeptProgram {
  /** SIGTERM, and done when it has ended and its folder is removed. */
  readonly stop: () => Promise<void>
}

/**
 * Starts a program that ends with this process: the shell above it sees its standard input end.
 *
 * @param options.remove - a folder that goes when the program has ended
 */
export function keepRunning(
  command: readonly string[],
  options: { readonly logFile: string; readonly remove?: string },
): KeptProgram {
  const log = openSync(options.logFile, 'a')
  const child = spawn('/bin/sh', ['-c', script, 'sh', options.remove ?? '', ...command], {
    stdio: ['pipe', log, log],
    // Ctrl-C in the terminal reaches it through its owner only.
    detached: true,
  })
  closeSync(log)
  const ended = once(child, 'exit')
  return {
    async stop() {
      child.stdin!.end()
      await ended
    },
  }
}
