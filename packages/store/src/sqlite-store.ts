import { createHash } from 'node:crypto'
import path from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import type { Completion, PromptText } from '@retable/core'
import { storedModels } from './models.ts'
import { isAlive, leaseMs, newOwner } from './leases.ts'
import { isRefusal, unusable } from './refusals.ts'
import type { StepOutput, Store } from './store.ts'

/**
 * A store over an open database with its tables made. Rows are read as arrays, and rows are put in by `get`, which gives
 * nothing then: the objects that SQLite's driver makes of a row or a count stay in memory until a full collection, 80
 * bytes for each of a million samples.
 */
export function sqliteStore(
  database: DatabaseSync,
  folders: { readonly directory: string; readonly models: string; readonly work: string },
): Store {
  const statements = {
    sample: database.prepare('SELECT text, tokens, finish, log_probability FROM samples WHERE key = ?'),
    tokens: database.prepare('SELECT tokens FROM samples WHERE key = ?'),
    keepSample: database.prepare('INSERT INTO samples VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
    answer: database.prepare('SELECT answer FROM answers WHERE key = ?'),
    keepAnswer: database.prepare('INSERT INTO answers VALUES (?, ?) ON CONFLICT DO NOTHING'),
    replaceAnswer: database.prepare('INSERT OR REPLACE INTO answers VALUES (?, ?)'),
    output: database.prepare('SELECT output FROM steps WHERE key = ?'),
    keepOutput: database.prepare('INSERT OR REPLACE INTO steps VALUES (?, ?)'),
    isStep: database.prepare('SELECT 1 FROM step_samples WHERE step = ? LIMIT 1'),
    keepPrompt: database.prepare('INSERT INTO prompts VALUES (?, ?) ON CONFLICT DO NOTHING'),
    keepPlace: database.prepare('INSERT INTO step_samples VALUES (?, ?, ?, ?, ?, ?)'),
    ofStep: database.prepare(
      `SELECT id, sample, prompt, text, tokens, finish, log_probability FROM step_samples
       JOIN prompts ON prompts.key = prompt_key JOIN samples ON samples.key = sample_key
       WHERE step = ? ORDER BY position`,
    ),
    lease: database.prepare('SELECT owner, renewed FROM leases WHERE key = ?'),
    take: database.prepare('INSERT OR REPLACE INTO leases VALUES (?, ?, ?)'),
    renew: database.prepare('UPDATE leases SET renewed = ? WHERE key = ? AND owner = ?'),
    release: database.prepare('DELETE FROM leases WHERE key = ? AND owner = ?'),
  }
  for (const statement of [statements.sample, statements.tokens, statements.answer, statements.ofStep]) {
    statement.setReturnArrays(true)
  }
  const owner = newOwner()
  /** Keys whose work is under way in this store: however late their renewal is, it is no other's turn here. */
  const atWork = new Set<string>()
  /** What SQLite refuses becomes a sentence. */
  const orRefused = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      throw isRefusal(error) ? unusable(folders.directory, error) : error
    }
  }
  const inTransaction = (action: () => void) =>
    orRefused(() => {
      database.exec('BEGIN IMMEDIATE')
      try {
        action()
        database.exec('COMMIT')
      } catch (error) {
        // After some errors, such as a full disk, SQLite has rolled back itself.
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    })
  const output = (key: string): StepOutput | undefined => {
    const row = orRefused(() => statements.output.get(key))
    return row === undefined ? undefined : outputIn(row['output'] as string)
  }
  /** Takes the lease unless a living process has it. */
  const take = (key: string): boolean => {
    if (atWork.has(key)) return false
    let isTaken = false
    inTransaction(() => {
      const lease = statements.lease.get(key) as { owner: string; renewed: number } | undefined
      isTaken = lease === undefined || Date.now() - lease.renewed > leaseMs || !isAlive(lease.owner)
      if (isTaken) statements.take.run(key, owner.text, Date.now())
    })
    return isTaken
  }
  /** Gives a lease back. One that the disk does not let go of is void by itself, soon after. */
  const release = (key: string) => {
    try {
      statements.release.run(key, owner.text)
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }

  /** What a statement gives for those keys that are there. */
  const byKey = <T>(statement: StatementSync, keys: readonly string[], valueOf: (row: Row) => T) => {
    const found = new Map<string, T>()
    for (const key of keys) {
      const row = orRefused(() => statement.get(key))
      if (row !== undefined) found.set(key, valueOf(row as unknown as Row))
    }
    return found
  }

  return {
    samples: (keys) => byKey(statements.sample, keys, completionOf),
    tokens: (keys) => byKey(statements.tokens, keys, ([tokens]) => tokens as number),
    keepSamples(samples) {
      inTransaction(() => {
        for (const { key, completion } of samples) {
          const { text, tokens, finishReason, logProbability } = completion
          if (Number.isNaN(logProbability))
            throw new TypeError(`the log-probability of sample ${key} is no number`)
          statements.keepSample.get(key, text, tokens, finishReason, logProbability ?? null)
        }
      })
    },
    answers: (keys) => byKey(statements.answer, keys, ([answer]) => answer as string),
    keepAnswers(answers, { replaces } = { replaces: false }) {
      const statement = replaces ? statements.replaceAnswer : statements.keepAnswer
      inTransaction(() => {
        for (const { key, answer } of answers) statement.get(key, answer)
      })
    },
    output,
    keepOutput: (key, value) => void orRefused(() => statements.keepOutput.run(key, JSON.stringify(value))),
    keepStep(step, places) {
      inTransaction(() => {
        if (statements.isStep.get(step) !== undefined) return
        let position = 0
        let last: PromptText | undefined
        let promptKey = ''
        for (const { key, id, sample, prompt } of places) {
          // The samples of a prompt follow one another.
          if (prompt !== last) {
            const text = JSON.stringify(prompt)
            promptKey = createHash('sha256').update(text).digest('hex')
            statements.keepPrompt.get(promptKey, text)
            last = prompt
          }
          statements.keepPlace.get(step, position, id, sample, promptKey, key)
          position += 1
        }
      })
    },
    *samplesOfStep(step) {
      for (const row of statements.ofStep.iterate(step)) {
        const [id, sample, prompt, ...completion] = row as unknown as Row
        yield {
          id: id as string,
          sample: sample as number,
          prompt: JSON.parse(prompt as string) as PromptText,
          completion: completionOf(completion),
        }
      }
    },
    async leased(key, action, signal) {
      for (;;) {
        while (!take(key)) {
          await delay(200, undefined, signal ? { signal } : {})
          if (output(key) !== undefined) return null
        }
        atWork.add(key)
        const lost = new AbortController()
        const takenOver = new Error(`another process has taken the work on ${key}`)
        const renewal = setInterval(() => {
          try {
            const { changes } = orRefused(() => statements.renew.run(Date.now(), key, owner.text))
            if (changes === 1) return
            lost.abort(takenOver)
          } catch (error) {
            lost.abort(error)
          }
          clearInterval(renewal)
        }, leaseMs / 5)
        try {
          return await action(AbortSignal.any([lost.signal, ...(signal ? [signal] : [])]))
        } catch (error) {
          // After a long halt of this process another may be at it: then it is waited for, as if it had been first.
          const reason: unknown = lost.signal.aborted ? lost.signal.reason : error
          if (reason !== takenOver || signal?.aborted) throw reason
        } finally {
          clearInterval(renewal)
          atWork.delete(key)
          release(key)
        }
      }
    },
    models: storedModels(folders.models),
    workFile: (key, ending) => path.join(folders.work, `${key}.${ending}`),
    close() {
      owner.close()
      database.close()
    },
  }
}

/** An output that cannot be read is none: its step is done again. */
function outputIn(text: string): StepOutput | undefined {
  try {
    return JSON.parse(text) as StepOutput
  } catch {
    return undefined
  }
}

type Row = readonly unknown[]

function completionOf([text, tokens, finish, logProbability]: Row): Completion {
  return {
    text: text as string,
    tokens: tokens as number,
    finishReason: finish as Completion['finishReason'],
    ...(logProbability === null ? {} : { logProbability: logProbability as number }),
  }
}
