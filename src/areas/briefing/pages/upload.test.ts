import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Paged } from './pages-of.ts'
import { type Sending, upload } from './upload.ts'

const LOST = new Error('no answer came')

function paged(...texts: readonly string[]): Paged {
  async function* pages() {
    for (const text of texts) yield { picture: new Blob([text]), text, width: 1, height: 1 }
  }
  return { count: texts.length, pages: pages() }
}

function wire(part: Partial<Sending> = {}) {
  const done: string[] = []
  const sending: Sending = {
    begin: async count => {
      done.push(`begin ${count}`)
      return 'd'
    },
    picture: async (id, page) => void done.push(`picture ${id} ${page}`),
    text: async (_, page, text) => void done.push(`text ${page} ${text}`),
    remove: async id => void done.push(`remove ${id}`),
    isLost: error => error === LOST,
    wait: async () => undefined,
    onPage: (sent, count) => void done.push(`${sent}/${count}`),
    ...part,
  }
  return { done, sending }
}

test('pages go one after another, and a page that says nothing sends no text', async () => {
  const { done, sending } = wire()
  await upload(paged('một', ''), sending, new AbortController().signal)
  assert.deepEqual(done, ['begin 2', '0/2', 'picture d 1', 'text 1 một', '1/2', 'picture d 2', '2/2'])
})

test('a page whose answer was lost is sent again, and not for ever', async () => {
  let left = 2
  const { done, sending } = wire({
    picture: async (_, page) => {
      if (left-- > 0) throw LOST
      done.push(`picture ${page}`)
    },
  })
  await upload(paged(''), sending, new AbortController().signal)
  assert.deepEqual(done, ['begin 1', '0/1', 'picture 1', '1/1'])
  left = 100
  await assert.rejects(upload(paged(''), sending, new AbortController().signal), LOST)
  assert.equal(left, 96)
  assert.equal(done.at(-1), 'remove d')
})

test('what is cancelled or refused leaves nothing behind', async () => {
  const cancelling = new AbortController()
  const { done, sending } = wire({
    onPage: sent => {
      if (sent === 1) cancelling.abort()
    },
  })
  await assert.rejects(upload(paged('', ''), sending, cancelling.signal), { name: 'AbortError' })
  assert.deepEqual(done, ['begin 2', 'picture d 1', 'remove d'])
  const refused = wire({
    text: async () => {
      throw new Error('refused')
    },
  })
  await assert.rejects(upload(paged('x'), refused.sending, new AbortController().signal), /refused/)
  assert.equal(refused.done.at(-1), 'remove d')
})
