import type { StepEvent } from '@retable/harness/runs'
import { counted, grouped, printable } from '@retable/report'
import { createLogUpdate } from 'log-update'
import { paceText, startPace, type Pace } from '../../pace.ts'
import { isLiveTerminal } from '../../progress.ts'
import { doing, workKinds } from './work-kinds.ts'

/** Shows a run's steps on standard error. */
export interface RunProgress {
  readonly onEvent: (event: StepEvent) => void
  /** Says what goes on beside the steps. */
  readonly say: (sentence: string) => void
  /** Takes the list away. */
  readonly end: () => void
}

/** Where a step under way stands. */
export interface Running {
  /** What is being done, and with what name: `training base/corpus`. */
  readonly title: string
  readonly done: number
  readonly of: number
  readonly unit: string
  readonly pace: Pace
}

const drawEveryMs = 100
const lineEveryMs = 10_000

/**
 * A live list of the steps under way on a terminal; elsewhere a line for every step of work that starts, ends, or was
 * there already (`reused`), and one every ten seconds that says how fast the longest under way is.
 */
export function startRunProgress(): RunProgress {
  return isLiveTerminal() ? liveList() : eventLines((line) => process.stderr.write(`${line}\n`))
}

/** @param write - prints a line */
export function eventLines(write: (line: string) => void): RunProgress {
  const steps = startSteps()
  let next = performance.now() + lineEveryMs
  return {
    onEvent(event) {
      steps.note(event)
      if (event.kind === 'set aside') return write(asideLine(event))
      if (event.kind === 'progress') {
        const [first, ...others] = steps.running()
        if (first === undefined || performance.now() < next) return
        next = performance.now() + lineEveryMs
        return write(`       ${lineOf(first)}${others.length > 0 ? `; ${others.length} more under way` : ''}`)
      }
      if (!workKinds.includes(event.what)) return
      const word = event.kind === 'start' ? 'start' : event.reused ? 'reused' : 'done'
      write(`${word.padEnd(6)} ${titleOf(event)}`)
    },
    say: (sentence) => write(`       ${printable(sentence)}`),
    end: () => undefined,
  }
}

function liveList(): RunProgress {
  // Hiding the cursor would hook into signals, and Ctrl-C must end a run in our way.
  const draw = createLogUpdate(process.stderr, { showCursor: true })
  const begin = performance.now()
  const steps = startSteps()
  let [finished, reused, waiting] = [0, 0, 0]
  const timer = setInterval(() => {
    const seconds = (performance.now() - begin) / 1000
    const rows = Math.max(1, (process.stderr.rows || 24) - 3)
    const running = steps.running()
    const ofStore = reused > 0 ? ` (${reused} reused)` : ''
    const waits = Math.max(0, waiting - running.length)
    const head = `${clock(seconds)}  ${counted(finished, 'step')} done${ofStore}, ${waits} waiting`
    // A line that the terminal breaks would be counted as one, and not taken away whole.
    const width = (process.stderr.columns || 80) - 3
    draw([head, ...running.slice(0, rows).map((step) => `  ${lineOf(step, width)}`)].join('\n'))
  }, drawEveryMs)
  return {
    onEvent(event) {
      steps.note(event)
      if (event.kind === 'set aside') return draw.persist(asideLine(event))
      if (event.kind === 'progress' || !workKinds.includes(event.what)) return
      if (event.kind === 'start') waiting += 1
      else {
        if (event.reused) reused += 1
        ;[finished, waiting] = [finished + 1, waiting - 1]
      }
    },
    say: (sentence) => draw.persist(printable(sentence)),
    end() {
      clearInterval(timer)
      draw.clear()
      draw.done()
    },
  }
}

/** Keeps where the steps of work under way stand, the longest under way first. */
function startSteps(): { readonly note: (event: StepEvent) => void; readonly running: () => Running[] } {
  const titles = new Map<string, string>()
  const running = new Map<string, Running>()
  return {
    note(event) {
      const { step } = event
      if (event.kind === 'start') titles.set(step, titleOf(event))
      else if (event.kind === 'done') running.delete(step)
      else if (event.kind === 'progress') {
        const { done, of, unit } = event
        const known = running.get(step)
        if (known === undefined && done >= of) return
        // The first event of a step tells what the store had.
        const pace = known?.pace ?? startPace(done)
        pace.note(done)
        running.set(step, { title: titles.get(step) ?? printable(step), done, of, unit, pace })
      }
    },
    running: () => [...running.values()],
  }
}

function titleOf({ what, step }: Extract<StepEvent, { kind: 'start' | 'done' }>): string {
  return printable(`${doing.get(what) ?? what} ${step}`)
}

function asideLine({ step, file }: Extract<StepEvent, { kind: 'set aside' }>): string {
  return printable(`${step}: its model in the store is damaged; it is kept as ${file} and made anew`)
}

/**
 * For instance `training rpo/iteration 1            23 of 45 steps, 2.1 a second, 10 s left`.
 *
 * @param width - characters that the line may have; the title is cut for it
 */
export function lineOf({ title, done, of, unit, pace }: Running, width = Infinity): string {
  const counts = `${grouped(done)} of ${grouped(of)} ${unit}${stateText({ left: of - done, unit, pace })}`
  const room = Math.max(12, width - counts.length - 1)
  return `${cut(title, room).padEnd(Math.min(40, room))} ${counts}`
}

/** Without what is in its middle, where it is too long: names of steps differ at either end. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const head = Math.ceil((most - 1) / 2)
  return `${text.slice(0, head)}…${text.slice(text.length - (most - 1 - head))}`
}

/** A training that has done its last step writes its model, which takes a while. */
function stateText({ left, unit, pace }: Pick<Running, 'unit' | 'pace'> & { readonly left: number }): string {
  if (left > 0) return paceText(pace.rate(), left)
  return unit === 'steps' ? ', saving' : ''
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
