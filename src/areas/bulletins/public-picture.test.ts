import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, CONTENT, released, SITE } from './public-fixtures.test.ts'
import { svgOf } from './public-picture.ts'
import { toldOf } from './public-told.ts'

test('HTML, direction marks and another file’s address in a text are letters of the picture that other pages show', () => {
  const evil = '</text><image href="file:///etc/passwd"/><script>x</script>&\u202e\u0000'
  const page = [{ language: 'vi', title: evil, text: `${evil} "'` }]
  const change = { renditions: { ...CONTENT.renditions, page } }
  const told = toldOf([released(1, 'publish', '2026-02-03T09:00:00', change)], at('2026-02-03T12:00'))
  assert.ok(told !== null)
  const svg = svgOf(told, { ...SITE, name: evil })
  assert.deepEqual([...new Set(svg.match(/<\/?[a-z]+/g))].toSorted(), [
    ...['</svg', '</text', '<rect', '<svg', '<text'],
  ])
  assert.doesNotMatch(svg, /&(?!lt;|gt;|amp;|quot;|#39;)/)
  for (const mark of ['\u202e', '\u0000']) assert.ok(!svg.includes(mark))
  assert.match(svg, /&lt;image/)
})
