import { quoted } from './quoted.ts'

/** How many seconds a start waits for another program in its folder. */
const lockSeconds = 600

/**
 * Lines that take a folder's lock, which its program holds to its end, whichever way that comes, on any node whose file
 * system has locks. They run in the folder.
 *
 * @param log - where it is told that it cannot be had, or that this node has no command for it
 */
export function lockLines(log: string): string[] {
  return [
    'exec 9>>lock',
    'if command -v flock >/dev/null; then',
    `  flock -w ${lockSeconds} 9 || { echo 'another program has been at this folder for ten minutes' >>${quoted(log)}; exit 75; }`,
    'else',
    `  echo 'this node has no flock command: nothing keeps another program from this folder' >>${quoted(log)}`,
    'fi',
  ]
}
