import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Completion, Message } from '@retable/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SamplePlace, Store } from './store.ts'

/** What every store must keep, wherever it keeps it. */
export function testStore(name: string, open: (directory: string) => Promise<Store>): void {
  describe(`${name} keeps the store contract`, () => {
    let directory: string
    let store: Store
    beforeEach(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'retable-store-'))
      store = await open(directory)
    })
    afterEach(async () => {
      store.close()
      await rm(directory, { recursive: true })
    })
    const completion: Completion = { text: 'x', tokens: 1, finishReason: 'stop', logProbability: -1 }

    test('samples come back as they were kept, with or without a log-probability', () => {
      const plain: Completion = { text: 'four 😀\u0000 words', tokens: 1, finishReason: 'length' }
      store.keepSamples([
        { key: 'a', completion },
        { key: 'b', completion: plain },
      ])
      expect([...store.samples(['b', 'c', 'a'])]).toEqual([
        ['b', plain],
        ['a', completion],
      ])
      store.keepSamples([{ key: 'd', completion: { ...completion, tokens: 7 } }])
      expect([...store.tokens(['d', 'c', 'a'])]).toEqual([
        ['d', 7],
        ['a', 1],
      ])
    })

    test('a sample that is there already stays, and one that cannot be kept leaves none of its part', () => {
      store.keepSamples([{ key: 'a', completion }])
      store.keepSamples([{ key: 'a', completion: { ...completion, text: 'y' } }])
      expect(store.samples(['a']).get('a')?.text).toBe('x')
      const lost = { ...completion, logProbability: Number.NaN }
      expect(() =>
        store.keepSamples([
          { key: 'b', completion },
          { key: 'c', completion: lost },
        ]),
      ).toThrow('no number')
      expect(store.samples(['b', 'c']).size).toBe(0)
    })

    test('answers come back as they were kept, and stay unless a fresh one is to replace them', () => {
      store.keepAnswers([
        { key: 'a', answer: '{"text":"4 \u{1f600}"}' },
        { key: 'b', answer: '{}' },
      ])
      expect([...store.answers(['b', 'c', 'a'])]).toEqual([
        ['b', '{}'],
        ['a', '{"text":"4 \u{1f600}"}'],
      ])
      store.keepAnswers([{ key: 'a', answer: '1' }])
      expect(store.answers(['a']).get('a')).toBe('{"text":"4 \u{1f600}"}')
      store.keepAnswers([{ key: 'a', answer: '2' }], { replaces: true })
      expect(store.answers(['a']).get('a')).toBe('2')
    })

    test('outputs of steps come back, and the last one counts', () => {
      expect(store.output('k')).toBeUndefined()
      store.keepOutput('k', { scores: [-1.5, 0.1 + 0.2] })
      expect(store.output('k')).toEqual({ scores: [-1.5, 0.1 + 0.2] })
      store.keepOutput('k', { models: ['m', 'n'] })
      expect(store.output('k')).toEqual({ models: ['m', 'n'] })
    })

    test('a step lists its samples in its order, each with its prompt', () => {
      const turns: Message[] = [{ role: 'user', content: 'how many?' }]
      const places: SamplePlace[] = [
        { key: 'b', id: 'two', sample: 0, prompt: 'how many?' },
        { key: 'a', id: 'one', sample: 0, prompt: turns },
        { key: 'b', id: 'two', sample: 1, prompt: 'how many?' },
      ]
      store.keepSamples(['a', 'b'].map((key) => ({ key, completion: { ...completion, text: key } })))
      store.keepStep('s', places)
      store.keepStep('s', [])
      const shown = (key: string) => ({ completion: { ...completion, text: key } })
      expect([...store.samplesOfStep('s')]).toEqual(
        places.map(({ key, ...place }) => ({ ...place, ...shown(key) })),
      )
      expect([...store.samplesOfStep('other')]).toEqual([])
    })

    test('one at a time has a lease, also within a process; who waits finds the output', async () => {
      const order: string[] = []
      const first = store.leased('k', async () => {
        order.push('first')
        await new Promise((resolve) => setTimeout(resolve, 50))
        store.keepOutput('k', { model: 'm' })
        return 'done'
      })
      const second = store.leased('k', () => Promise.resolve(order.push('second')))
      expect(await first).toBe('done')
      expect(await second).toBeNull()
      expect(order).toEqual(['first'])
      await expect(store.leased('k', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
      expect(await store.leased('k', () => Promise.resolve('free again'))).toBe('free again')
    })

    test('who waits for a lease can be stopped', async () => {
      const controller = new AbortController()
      let finish = () => {}
      const first = store.leased('k', () => new Promise<void>((resolve) => (finish = resolve)))
      const second = store.leased('k', () => Promise.resolve(1), controller.signal)
      controller.abort()
      await expect(second).rejects.toMatchObject({ name: 'AbortError' })
      finish()
      await first
    })

    test('a model is kept under its hash; a damaged one is set aside', async () => {
      const location = store.workFile('k', 'model')
      const bytes = Buffer.from('weights')
      const hash = createHash('sha256').update(bytes).digest('hex')
      expect(await store.models.whole(hash)).toBeUndefined()
      await writeFile(location, bytes)
      await store.models.keep({ id: 'm', hash, location })
      const kept = await store.models.whole(hash)
      expect(kept).toMatchObject({ hash })
      expect(await readFile(kept!.location)).toEqual(bytes)
      expect(await store.models.setAside(hash)).toBeUndefined()

      await writeFile(kept!.location, 'other')
      expect(await store.models.whole(hash)).toBeUndefined()
      const aside = await store.models.setAside(hash)
      expect(await readFile(aside!, 'utf8')).toBe('other')
      expect(await store.models.setAside(hash)).toBeUndefined()
    })
  })
}
