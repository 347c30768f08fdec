import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOrder, kindOf } from './pages-of.ts'

const octets = (text: string) => Uint8Array.from(text, letter => letter.charCodeAt(0))

test('what a file is its first octets say, whatever it is called', () => {
  const cases: [string, ReturnType<typeof kindOf>][] = [
    ['%PDF-1.7\n', 'pdf'],
    ['\u0089PNG\r\n\u001a\n\0\0\0\r', 'picture'],
    ['\u00ff\u00d8\u00ff\u00e0', 'picture'],
    ['RIFF\u0010\0\0\0WEBP', 'picture'],
    ['RIFF\u0010\0\0\0WAVE', null],
    ['PK\u0003\u0004', null],
    ['GIF89a', null],
    ['', null],
  ]
  for (const [head, kind] of cases) assert.equal(kindOf(octets(head)), kind, JSON.stringify(head))
})

test('pictures of pages stand by their numbers', () => {
  const names = ['trang 10.png', 'trang 2.png', 'trang 1.png']
  assert.deepEqual(
    inOrder(names.map(name => ({ name }))).map(({ name }) => name),
    ['trang 1.png', 'trang 2.png', 'trang 10.png'],
  )
})
