/** White space as Python's str.strip and `\s` have it: no byte order mark, but separators of files and lines. */
export const pythonSpace = '(?:[^\\S\\ufeff]|[\\u0085\\u001c-\\u001f])'

const ends = new RegExp(`^${pythonSpace}+|(?<!${pythonSpace})${pythonSpace}+$`, 'g')

/** A text without white space at its ends, as Python's str.strip leaves it. */
export function stripped(text: string): string {
  return text.replace(ends, '')
}
