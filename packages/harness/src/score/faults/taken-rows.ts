import { counted, grouped, type Benchmark, type BrokenRow, type OutputRow } from '@retable/core'

/** Watches for rows of a table that a quoted text of an earlier row has taken. */
export interface TakenRows {
  readonly add: (row: OutputRow, item: string | undefined) => void
  readonly broken: (row: BrokenRow) => void
  readonly found: () => string[]
}

interface Taker {
  readonly line: number
  readonly ids: readonly string[]
}

/** So many are named; a file may be full of them. */
const mostNamed = 3
const mostKept = 1000

/**
 * An empty {@link TakenRows}. Where it is not certain from the table, a text has taken rows if each of its ids is that of
 * an item of which the file has no other row.
 */
export function startTakenRows({ itemId }: Benchmark): TakenRows {
  const seen = new Set<string>()
  const certain: Taker[] = []
  const likely: Taker[] = []
  let more = 0
  const keep = (takers: Taker[], line: number, ids: readonly string[]) => {
    if (takers.length < mostKept) takers.push({ line, ids })
    else more += 1
  }
  return {
    add({ line, rowsWithin }, item) {
      if (item !== undefined) seen.add(item)
      if (rowsWithin !== undefined) keep(likely, line, rowsWithin)
    },
    broken({ line, rowsWithin }) {
      if (rowsWithin !== undefined) keep(certain, line, rowsWithin)
    },
    found() {
      const isOfFile = ({ ids }: Taker) =>
        ids.filter((id) => seen.has(itemId(id) ?? id)).length < 2 &&
        ids.every((id) => itemId(id) !== undefined)
      const doubtful = likely.filter(isOfFile)
      const all = [
        ...certain.map((taker) => sentence(taker, 'All of them are lost')),
        ...doubtful.map((taker) => sentence(taker, 'If they are, all but one are in no score')),
      ]
      const unnamed = Math.max(0, all.length - mostNamed) + more
      return [
        ...all.slice(0, mostNamed),
        ...(unnamed > 0 ? [`${counted(unnamed, 'more quoted text')} of the table likewise.`] : []),
      ]
    },
  }
}

function sentence({ line, ids }: Taker, loss: string): string {
  return `A quoted text that begins at line ${line} holds ${grouped(ids.length)} lines that look like rows of the table (ids ${ids[0]} to ${ids.at(-1)}): is its quote closed too late? ${loss}; close the quote where the text ends.`
}
