/** What is kept of what a browser says of itself. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserKind } from './browser-kind.ts'

test('of a browser its name and its system are kept, and nothing that tells one computer from another', () => {
  const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
  const table: readonly [string, string][] = [
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`, 'Chrome, Windows'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0`, 'Edge, Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox, Linux'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605 Version/18.1 Mobile/15E148 Safari/604',
      'Safari, iOS',
    ],
    ['Mozilla/5.0 (Linux; Android 15; K) Chrome/142.0.0.0 Mobile Safari/537.36', 'Chrome, Android'],
    ['curl/8.5.0', ''],
    ['', ''],
  ]
  for (const [said, kind] of table) assert.equal(browserKind(said), kind, said)
})
