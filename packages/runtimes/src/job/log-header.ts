/** What the log's line of a start tells: the program with its arguments, and the launcher's settings. */
export function logHeader(of: {
  /** What people call it. */
  readonly title: string
  readonly module: string
  readonly args: readonly string[]
  readonly launcher: Readonly<Record<string, string>>
}): string {
  const told = Object.entries(of.launcher).map(([name, value]) => `${name}=${value}`)
  return [JSON.stringify(of.title), of.module, ...of.args.map((word) => JSON.stringify(word)), ...told].join(
    ' ',
  )
}
