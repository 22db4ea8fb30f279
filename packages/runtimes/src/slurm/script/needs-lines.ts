import { quoted } from './quoted.ts'

/** That a program ends with which needs what is not there: no other end of a program is that, and Slurm's are not. */
export const nothingToServe = 69

/**
 * Lines that define `needs FILE [TEXT]`, which ends the script where a file of a job before it is not there, or does not
 * hold the text. A file that one node has written is seen by another a little later, and sooner where its folder is read.
 *
 * @param code - that the script ends with
 */
export function needsLines(code: number): string[] {
  return [
    'needs() {',
    '  tries=0',
    '  until [ -e "$1" ] && { [ "$#" -lt 2 ] || grep -qF -e "$2" "$1"; }; do',
    '    tries=$((tries + 1))',
    `    if [ "$tries" -gt 5 ]; then echo "nothing is started: $1, of a job before this one, is not there\${2:+, or is not of $2}"; exit ${code}; fi`,
    '    ls "$(dirname "$1")" >/dev/null 2>&1',
    '    sleep 1',
    '  done',
    '}',
  ]
}

/** The line that looks for a file. @param holds - a text that stands in it where it is the right one */
export function needsLine(file: string, holds?: string): string {
  return ['needs', file, ...(holds === undefined ? [] : [holds])].map(quoted).join(' ')
}
