import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Means, meansOf } from './means.ts'

const BROWSER = { id: 'browser', is: 'key' } as const
const OTHER = { id: 'other', is: 'key' } as const
const PHONE = { id: 'phone', is: 'passkey' } as const

function check(
  what: string,
  given: Partial<Parameters<typeof meansOf>[0]>,
  expected: Means | (Means & { readonly is: 'missing' })['why'],
): void {
  const means = meansOf({
    ...{ keys: [], trusted: [], demo: null, kept: null, usesPasskeys: true },
    ...given,
  })
  const wanted = typeof expected === 'string' ? { is: 'missing', why: expected } : expected
  assert.deepEqual(means, wanted, what)
}

test('one signs with the demo’s key, else with this browser’s, else with a passkey, each if the roster has it', () => {
  const all = { keys: [BROWSER, PHONE], trusted: ['demo', 'browser', 'phone'], kept: 'browser' }
  check('the demo first', { ...all, demo: 'demo' }, { is: 'demo' })
  check('then this browser', all, { is: 'browser' })
  const listed = { ...all, trusted: ['phone'] }
  check('a key that is not listed signs nothing', listed, { is: 'passkey', ids: ['phone'] })
  const unlistedDemo = { ...all, demo: 'another' }
  check('nor does the demo’s', unlistedDemo, { is: 'browser' })
})

test('who cannot sign is told whether a key is missing, is not on the roster, or is in another browser', () => {
  check('no key', {}, 'keyless')
  check('not listed', { keys: [BROWSER, PHONE], kept: 'browser' }, 'unlisted')
  check('in another browser', { keys: [OTHER], trusted: ['other'] }, 'elsewhere')
  check(
    'a browser without passkeys',
    { keys: [PHONE], trusted: ['phone'], usesPasskeys: false },
    'elsewhere',
  )
})
