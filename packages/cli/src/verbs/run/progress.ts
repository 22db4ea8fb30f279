import type { StepEvent } from '@retable/harness/runs'
import { grouped, printable } from '@retable/report'
import { createLogUpdate } from 'log-update'
import { isLiveTerminal } from '../../progress.ts'

/** Shows a run's steps on standard error. */
export interface RunProgress {
  readonly onEvent: (event: StepEvent) => void
  /** Takes the list away. */
  readonly end: () => void
}

/** A step under way: where it stands, and where it stood when its first progress came. */
interface Running {
  done: number
  of: number
  unit: string
  readonly first: { readonly done: number; readonly at: number }
}

const drawEveryMs = 100
/** Kinds of steps that an engine works at. */
export const workKinds: readonly string[] = ['generate', 'train', 'score']

/**
 * A live list of the steps under way on a terminal; elsewhere a line for every step of work that starts, ends, or was
 * there already (`reused`).
 */
export function startRunProgress(): RunProgress {
  return isLiveTerminal() ? liveList() : eventLines()
}

function eventLines(): RunProgress {
  return {
    onEvent(event) {
      if (event.kind === 'set aside') return void process.stderr.write(`${asideLine(event)}\n`)
      if (event.kind === 'progress' || !workKinds.includes(event.what)) return
      const word = event.kind === 'start' ? 'start' : event.reused ? 'reused' : 'done'
      process.stderr.write(`${word.padEnd(6)} ${printable(event.step)}\n`)
    },
    end: () => undefined,
  }
}

function liveList(): RunProgress {
  // Hiding the cursor would hook into signals, and Ctrl-C must end a run in our way.
  const draw = createLogUpdate(process.stderr, { showCursor: true })
  const begin = performance.now()
  const running = new Map<string, Running>()
  let [finished, reused, waiting] = [0, 0, 0]
  const timer = setInterval(() => {
    const seconds = (performance.now() - begin) / 1000
    const rows = Math.max(1, (process.stderr.rows || 24) - 3)
    const steps = [...running].slice(0, rows).map(([step, state]) => lineOf(step, state))
    const waits = waiting - running.size
    const ofStore = reused > 0 ? ` (${reused} reused)` : ''
    const head = `${clock(seconds)}  ${finished} steps done${ofStore}, ${Math.max(0, waits)} waiting`
    draw([head, ...steps].join('\n'))
  }, drawEveryMs)
  return {
    onEvent(event) {
      if (event.kind === 'progress') {
        const { step, done, of, unit } = event
        const known = running.get(step)
        if (known) Object.assign(known, { done, of })
        else if (done < of) running.set(step, { done, of, unit, first: { done, at: performance.now() } })
        return
      }
      if (event.kind === 'set aside') return draw.persist(asideLine(event))
      if (!workKinds.includes(event.what)) return
      if (event.kind === 'start') waiting += 1
      else {
        if (event.reused) reused += 1
        ;[finished, waiting] = [finished + 1, waiting - 1]
        running.delete(event.step)
      }
    },
    end() {
      clearInterval(timer)
      draw.clear()
      draw.done()
    },
  }
}

function asideLine({ step, file }: Extract<StepEvent, { kind: 'set aside' }>): string {
  return printable(`${step}: its model in the store is damaged; it is kept as ${file} and made anew`)
}

/** For instance `  rpo/iteration 1   23 of 45 steps   2.1/s   0:10 left`. */
export function lineOf(step: string, { done, of, unit, first }: Running, now = performance.now()): string {
  const seconds = (now - first.at) / 1000
  const rate = done > first.done && seconds > 0 ? (done - first.done) / seconds : 0
  const pace = rate === 0 ? '' : `   ${rate.toFixed(rate < 10 ? 1 : 0)}/s   ${clock((of - done) / rate)} left`
  return `  ${printable(step).padEnd(32)} ${grouped(done)} of ${grouped(of)} ${unit}${pace}`
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
