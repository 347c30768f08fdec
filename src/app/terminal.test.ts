import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figure, language } from './terminal.ts'

for (const [env, expected] of [
  [{}, 'en'],
  [{ LANG: 'vi_VN.UTF-8' }, 'vi'],
  [{ LANG: 'vi' }, 'vi'],
  [{ LANG: 'VI_VN' }, 'vi'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'fr_FR' }, 'en'],
  // LC_ALL before LC_MESSAGES before LANG; an empty one counts as none.
  [{ LC_ALL: 'en_US', LANG: 'vi_VN' }, 'en'],
  [{ LC_ALL: 'vi_VN', LC_MESSAGES: 'en_US', LANG: 'en_US' }, 'vi'],
  [{ LC_MESSAGES: 'vi_VN', LANG: 'en_US' }, 'vi'],
  [{ LC_MESSAGES: 'C', LANG: 'vi_VN' }, 'en'],
  [{ LC_ALL: '', LC_MESSAGES: '', LANG: 'vi_VN' }, 'vi'],
] as const)
  test(`${JSON.stringify(env)} reads ${expected === 'vi' ? 'Vietnamese' : 'English'}`, () => {
    assert.equal(language(env), expected)
  })

for (const [value, expected] of [
  [0, '0'],
  [7, '7'],
  [999, '999'],
  [1000, '1 000'],
  [12_345, '12 345'],
  [999_999, '999 999'],
  [125_000_000, '125 000 000'],
  [6_999_999_999.4, '6 999 999 999'],
  [999.5, '1 000'],
] as const)
  test(`${value} is written ${expected}`, () => {
    assert.equal(figure(value), expected.replaceAll(' ', '\u2009'))
  })
