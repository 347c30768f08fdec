import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureOf } from './picture.ts'

/** 37 wide and 23 high, by FFmpeg 7.1: its own encoders of PNG and JPEG, and libwebp. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAACUAAAAXCAIAAAADThHyAAAACXBIWXMAAAABAAAAAQBPJcTWAAAAJklEQVR4nGNYeOAhPRHDqH2j9o3aN2rfqH2j9o3aN2rfqH2Dyj4AdPyB0Cano6IAAAAASUVORK5CYII='
const JPEG =
  '/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzYxLjE5LjEwMQD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJCQgICAgJCQoKCgwMCwsODg4RERT/xABMAAEBAAAAAAAAAAAAAAAAAAAABgEBAQAAAAAAAAAAAAAAAAAAAAUQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAXACUDASIAAhEAAxEA/9oADAMBAAIRAxEAPwC6AVk0AAAAAAAAAB//2Q=='
const LOSSY = 'UklGRkQAAABXRUJQVlA4IDgAAAAwAwCdASolABcAPpFGnkslo6KhpWgAsBIJZwDQzA8KmggAAP7u6d/kdhDdhy/VVPX4gG/pFEgAAA=='
const LOSSLESS = 'UklGRh4AAABXRUJQVlA4TBEAAAAvJIAFAAdQ4IY2vP+BiOh/AAA='
const EXTENDED =
  'UklGRmgAAABXRUJQVlA4WAoAAAAQAAAAJAAAFgAAQUxQSAoAAAABB9C/iAhERP8DVlA4IDgAAAAwAwCdASolABcAPpFGnkslo6KhpWgAsBIJZwDQzA8KmggAAP7u6d/kdhDdhy/VVPX4gG/pFEgAAA=='

const octetsOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'))
const ALL = [PNG, JPEG, LOSSY, LOSSLESS, EXTENDED]

test('a picture is known by its first octets, whatever it is called, with its width and height', () => {
  const check = (base64: string, type: string) =>
    assert.deepEqual(pictureOf(octetsOf(base64)), { type, width: 37, height: 23 })
  check(PNG, 'image/png')
  check(JPEG, 'image/jpeg')
  for (const webp of [LOSSY, LOSSLESS, EXTENDED]) check(webp, 'image/webp')
})

test('a view into a larger buffer is looked at from its own beginning', () => {
  const around = Buffer.concat([Buffer.alloc(9, 0xff), octetsOf(PNG), Buffer.alloc(9)])
  assert.equal(pictureOf(around.subarray(9))?.width, 37)
})

test('what is cut before its size is told is no picture, at any place', () => {
  for (const base64 of ALL) {
    const octets = octetsOf(base64)
    const whole = Array.from({ length: octets.length + 1 }, (_, length) => length)
    const known = whole.filter(length => pictureOf(octets.subarray(0, length)) !== null)
    assert.ok(known.length > 0 && known[0] >= 24, 'no picture is shorter than its header')
    assert.deepEqual(known, whole.slice(known[0]), 'and longer ones are known too')
  }
})

test('pages, scripts and other files are no pictures, nor is one without width or height', () => {
  const text = (some: string) => new TextEncoder().encode(some.padEnd(64))
  const nothing = octetsOf(PNG)
  nothing.fill(0, 16, 20)
  for (const octets of [
    text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    text('<!doctype html><script>alert(1)</script>'),
    text('GIF89a'),
    text('%PDF-1.7'),
    text('RIFF    WAVEfmt '),
    new Uint8Array(0),
    new Uint8Array(64),
    nothing,
  ])
    assert.equal(pictureOf(octets), null)
})

test('a JPEG whose segments never come to a frame is given up, however long it is', () => {
  const endless = new Uint8Array(700 * 1024).fill(0xff)
  endless[1] = 0xd8
  assert.equal(pictureOf(endless), null)
  const segments = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...Array.from({ length: 5000 }, () => Buffer.from([0xff, 0xe1, 0x00, 0x02])),
    octetsOf(JPEG).subarray(2),
  ])
  assert.equal(pictureOf(segments), null)
  const standing = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0x00, 0x00, ...new Array(40).fill(0)])
  assert.equal(pictureOf(standing), null)
})
