/** The READMEs show pictures of the console that `npm run pictures` has made, each in the reader's language. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = 'docs/pictures'
const PICTURE_SIZE_MAX = 150_000
const ALT_MIN = 40
/** PNG, 5.2. */
const SIGNATURE = '89504e470d0a1a0a'

const READMES = [
  { readme: 'README.md', language: 'en' },
  { readme: 'README.vi.md', language: 'vi' },
] as const

/** Alternative text and path of each. */
function shownIn(readme: string): readonly { alt: string; path: string }[] {
  const text = readFileSync(join(ROOT, readme), 'utf8')
  return [...text.matchAll(/!\[([^\]]*)\]\(([^)]+\.png)\)/g)].map(([, alt, path]) => ({ alt, path }))
}

for (const { readme, language } of READMES)
  test(`every picture of ${readme} exists, is small, and is told in words to who cannot see it`, () => {
    const shown = shownIn(readme)
    assert.ok(shown.length >= 4, `only ${shown.length}`)
    for (const { alt, path } of shown) {
      assert.match(path, new RegExp(`^${FOLDER}/[a-z]+\\.${language}\\.png$`))
      assert.ok(alt.length >= ALT_MIN, `${path}: ${alt}`)
      assert.ok(statSync(join(ROOT, path)).size <= PICTURE_SIZE_MAX, path)
      assert.equal(readFileSync(join(ROOT, path)).subarray(0, 8).toString('hex'), SIGNATURE, path)
    }
  })

test('both READMEs show the same pictures, and no picture lies about that neither shows', () => {
  const names = READMES.map(({ readme }) => shownIn(readme).map(({ path }) => path.split('.')[0]))
  assert.deepEqual(names[0], names[1])
  const all = READMES.flatMap(({ readme }) => shownIn(readme).map(({ path }) => path))
  assert.deepEqual(
    all.sort(),
    readdirSync(join(ROOT, FOLDER))
      .filter(name => name !== 'README.md')
      .map(name => `${FOLDER}/${name}`)
      .sort(),
  )
})
