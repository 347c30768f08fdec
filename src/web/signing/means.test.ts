import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Means, type Missing, meansOf } from './means.ts'

const BROWSER = { id: 'browser', is: 'key' } as const
const DEMO = { id: 'demo', is: 'key' } as const
const PHONE = { id: 'phone', is: 'passkey' } as const

function check(what: string, given: Partial<Parameters<typeof meansOf>[0]>, expected: Means | Missing): void {
  const means = meansOf({ hasKeys: true, trusted: [], demo: null, kept: [], page: null, usesPasskeys: true, ...given })
  const wanted = typeof expected === 'string' ? { is: 'missing', why: expected } : expected
  assert.deepEqual(means, wanted, what)
}

test('one signs with the demo’s key, else with a key of this browser, else with a passkey, each if the roster has it', () => {
  const all = { trusted: [PHONE, BROWSER, DEMO], kept: ['new', 'browser'] }
  check('the demo first', { ...all, demo: 'demo' }, { is: 'demo' })
  check('then this browser', all, { is: 'browser', id: 'browser' })
  check('a demo that is not listed', { ...all, demo: 'x' }, { is: 'browser', id: 'browser' })
  const listed = { ...all, trusted: [PHONE] }
  check('a key that is not listed signs nothing', listed, { is: 'passkey', ids: ['phone'] })
})

test('a key that was removed signs until a roster leaves it out: nobody is locked out by it', () => {
  const removed = { hasKeys: false, trusted: [BROWSER], kept: ['browser'] }
  check('removed', removed, { is: 'browser', id: 'browser' })
})

test('who cannot sign is told whether a key is missing, is not on the roster, or is in another browser', () => {
  check('no key', { hasKeys: false }, 'keyless')
  check('not listed', { kept: ['browser'] }, 'unlisted')
  check('in another browser', { trusted: [BROWSER] }, 'elsewhere')
  check('a browser without passkeys', { trusted: [PHONE], usesPasskeys: false }, 'elsewhere')
})

test('where the roster’s passkeys sign on a page of their own, they sign nowhere else; a browser’s key that it still has does', () => {
  const page = 'https://ky.example'
  const all = { trusted: [PHONE], page }
  check('a window', all, { is: 'page', origin: page, ids: ['phone'] })
  const without = { ...all, usesPasskeys: false }
  check('whatever this page can do', without, { is: 'page', origin: page, ids: ['phone'] })
  const both = { ...all, trusted: [PHONE, BROWSER], kept: ['browser'] }
  check('until a roster leaves it out', both, { is: 'browser', id: 'browser' })
})
