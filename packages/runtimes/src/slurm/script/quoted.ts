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

/** Words that only the node knows; where one stands alone, its value is put. No other word holds this character. */
export const nodeWords = { name: '\0name', port: '\0port', scratch: '\0scratch' } as const

const variableMark = '\0env '

/** The words `--env NAME`, where the node has such a variable; none where it has not. */
export function nodeVariable(name: string): string {
  return `${variableMark}${name}`
}

/** As {@link quoted}, with what the node knows. */
export function quotedOnNode(word: string): string {
  if (word === nodeWords.name) return '"${SLURMD_NODENAME:-$(hostname)}"'
  // Two jobs on one node seldom meet, and the second would end at once.
  if (word === nodeWords.port) return '"$((20000 + SLURM_JOB_ID % 20000))"'
  // Made just before the program is started.
  if (word === nodeWords.scratch) return '"$RETABLE_SCRATCH"'
  if (word.startsWith(variableMark)) {
    const name = word.slice(variableMark.length)
    return `\${${name}+--env ${name}}`
  }
  return quoted(word)
}
