/**
 * The text that string literals in Python source come to, one after the other; the last of a line may be followed by a
 * comment. Escapes are those that JSON has too.
 */
export function pythonText(source: string): string {
  return source
    .split('\n')
    .flatMap((line) => {
      const [, double, single] = /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/.exec(line) ?? []
      if (double !== undefined) return [JSON.parse(`"${double}"`) as string]
      if (single === undefined) return []
      return [JSON.parse(`"${single.replaceAll('"', '\\"').replaceAll("\\'", "'")}"`) as string]
    })
    .join('')
}
