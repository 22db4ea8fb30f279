/** Tells on standard error what runs now. */
export function say(what: string): void {
  process.stderr.write(`running: ${what}\n`)
}
