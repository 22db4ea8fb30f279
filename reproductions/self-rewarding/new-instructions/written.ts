/** Words of instructions that a text model cannot follow (Self-Instruct's filter, arXiv 2212.10560v2, appendix A.2). */
const keywords = ['image', 'images', 'graph', 'graphs', 'picture', 'pictures', 'file', 'files', 'map', 'maps', 'draw', 'plot', 'video', 'audio', 'music', 'flowchart', 'diagram'] // prettier-ignore

/** Fewest and most words of an instruction. */
const [least, most] = [3, 150]

/** Asks for one more task after those shown. */
export function newInstructionsPrompt(demonstrations: readonly string[]): string {
  const tasks = demonstrations.map((instruction, i) => `Task ${i + 1}:\n${instruction}`)
  const next = `Task ${demonstrations.length + 1}:\n`
  return ['Here are tasks that people gave to an assistant. Write one more.', ...tasks, next].join('\n\n')
}

/** The first task of what was written; null for one too short or long, or about what a text model cannot see or make. */
export function readWritten(text: string): string | null {
  const end = text.search(/^Task \d+:/m)
  const instruction = (end === -1 ? text : text.slice(0, end)).trim()
  const words = instruction.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length < least || words.length > most) return null
  return words.some((word) => keywords.includes(word)) ? null : instruction
}
