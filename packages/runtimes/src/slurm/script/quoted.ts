import { RuntimeError } from '../../errors.ts'

/** A word for sh that stays a text, whatever it holds. */
export function quoted(word: string): string {
  requireNoNul(word)
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** A value of an #SBATCH line: its reader knows quotes and backslashes, and no line ends. */
export function quotedDirective(word: string): string {
  requireNoNul(word)
  const line = word.replaceAll(/[\r\n]+/g, ' ')
  return /^[\w@%+=:,./-]+$/.test(line) ? line : `"${line.replaceAll(/["\\]/g, '\\$&')}"`
}

function requireNoNul(word: string): void {
  if (!word.includes('\0')) return
  throw new RuntimeError(
    'runtimes/slurm-text',
    `${JSON.stringify(word)} has a character that no script can hold`,
  )
}
