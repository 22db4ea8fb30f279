import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** How one kind of published figure compares with what retable computes from the same raw outputs. */
export interface Comparison {
  /** Who published the outputs and the figures. */
  readonly source: string
  /** The figure, and over what. */
  readonly figure: string
  readonly compared: number
  readonly equal: number
  /** The first few that differ: where, published, computed. */
  readonly differences: readonly string[]
}

/** Counts equal pairs; values are compared as JSON. */
export class Tally {
  #compared = 0
  #equal = 0
  readonly #differences: string[] = []

  add(where: string, published: unknown, computed: unknown): void {
    this.#compared += 1
    const [theirs, ours] = [JSON.stringify(published), JSON.stringify(computed)]
    if (theirs === ours) this.#equal += 1
    else if (this.#differences.length < 10) this.#differences.push(`${where}: ${theirs}, not ${ours}`)
  }

  comparison(source: string, figure: string): Comparison {
    return { source, figure, compared: this.#compared, equal: this.#equal, differences: this.#differences }
  }
}

/** The folder of golden data; a golden test fails without it. */
export function goldenDirectory(): string {
  const golden = process.env['RETABLE_GOLDEN']
  if (!golden) throw new Error('RETABLE_GOLDEN names no folder of published raw outputs')
  return path.resolve(golden)
}

/** Rows of a gzipped JSON Lines file. */
export function goldenRows<Row>(...file: readonly string[]): Row[] {
  const text = gunzipSync(readFileSync(path.join(...file))).toString('utf8')
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as Row)
}
