/** Whether a name on the command line is a path: it has a slash in it, or a dot in front. Ids have neither. */
export function isPath(name: string): boolean {
  return /[/\\]|^\./.test(name)
}
