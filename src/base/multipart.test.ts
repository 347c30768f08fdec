import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { multipartOf, readMultipart } from './multipart.ts'

const part = fc.record({
  contentType: fc.constantFrom('application/json', 'application/vnd.3gpp.ngap'),
  contentId: fc.constantFrom(null, 'one', 'two@here'),
  octets: fc.uint8Array({ maxLength: 200 }),
})

test('whatever octets parts have, the delimiter of the body among them, they are read as they were written', () => {
  const hostile = Buffer.from('--loa-0\r\n\r\n--loa-1--\r\n')
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), parts => {
      const given = [{ ...parts[0], octets: hostile }, ...parts]
      const { contentType, body } = multipartOf(given)
      const read = readMultipart(contentType, body)
      assert.deepEqual(
        read?.map(one => ({ ...one, octets: Uint8Array.from(one.octets) })),
        given.map(one => ({ ...one, octets: Uint8Array.from(one.octets) })),
      )
    }),
  )
})

test('a body as others write it is read: words before it, a quoted boundary, brackets around a Content-ID; what is cut, too many parts, or no multipart is not', () => {
  const type = 'Multipart/Related; type="application/json"; boundary="a b"'
  const body = (parts: number) =>
    Buffer.from(
      `words\r\n${'--a b\r\ncontent-ID: <x>\r\nContent-type:text/plain\r\n\r\nhello\r\n'.repeat(parts)}--a b--`,
    )
  assert.deepEqual(readMultipart(type, body(1)), [
    { contentType: 'text/plain', contentId: 'x', octets: Buffer.from('hello') },
  ])
  assert.equal(readMultipart(type, body(9)), null)
  assert.equal(readMultipart(type, body(1).subarray(0, -2)), null)
  assert.equal(readMultipart('application/json', body(1)), null)
  assert.equal(readMultipart('multipart/related; boundary=', body(1)), null)
  assert.equal(readMultipart(type, Buffer.from('--a b\r\nno end of headers\r\n--a b--')), null)
})
