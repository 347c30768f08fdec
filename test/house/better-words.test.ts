/**
 * What was once said badly is not said again: the table of `better-words.ts` held to every file that people read from, and the style
 * sheet, docs/words.md, to the sentences of the console and the command line, from which its lists are read.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { BETTER_WORDS } from './better-words.ts'

const ROOT = join(import.meta.dirname, '../..')
const FILES = globSync('{src,town,bench}/**/*.{ts,tsx}', { cwd: ROOT })
  .filter(file => !file.endsWith('.test.ts') && !file.startsWith('src/report/reference/'))
  .map(file => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))

/** The console, the command line, and the rooms whose sentences they cite. */
const HELD = FILES.filter(({ file }) =>
  /^src\/(?:areas|web|app|audience|audit|authority|base|cap|cbc|cbs|channels|charging|directive|endpoint|http|operator|plan|report|round|screening|sfu|smpp|speaker|sql|zerorating)\//.test(
    file,
  ),
)

const SHEET = readFileSync(join(ROOT, 'docs/words.md'), 'utf8')
const WORDS_MAX = 25
/** Typed as it is called: no word of a sentence. */
const OPTION = /--[a-z-]+/g

test('Words: what was said badly stands in no page, paper or terminal any more', () => {
  assert.ok(FILES.length > 500, 'the files that people read from are where they used to be')
  for (const { not, better, within = 'src/' } of BETTER_WORDS)
    for (const { file, text } of FILES) {
      if (!file.startsWith(within)) continue
      const found = not.exec(text)
      assert.equal(found, null, `${file}: “${found?.[0]}”; better: ${better}`)
    }
})

test('no English sentence of the console or the command line has a word that the style sheet leaves out, or begins with one', () => {
  const not = wordsIn(listed('Not in English'))
  const first = new RegExp(
    String.raw`(?:^|[.!?]\s+)(?:${listed('Not at the beginning of an English sentence').join('|')})\b`,
  )
  const found = HELD.flatMap(({ file, text }) =>
    saidIn(text, 'en')
      .filter(said => not.test(said.replaceAll(OPTION, '')) || first.test(said))
      .map(said => `${file}: ${said}`),
  )
  assert.deepEqual(found, [])
})

test('no Vietnamese sentence of the console or the command line has a word that the style sheet leaves out, or a share told in words', () => {
  const not = wordsIn(listed('Not in Vietnamese'))
  const share = /(?:\}\}|\d) (?:trên|trong)(?: số)? (?:\{\{|\d)/
  const found = HELD.flatMap(({ file, text }) => {
    const sentences = saidIn(text, 'vi').filter(said => share.test(said))
    // Vietnamese is nowhere but in sentences, whatever they are called.
    return [...sentences, not.exec(text)?.[0] ?? []].flat().map(said => `${file}: ${said}`)
  })
  assert.deepEqual(found, [])
})

const PAGES = globSync(['*.md', 'docs/*.md', 'docs/{how-to,internals,reference,results}/*.md'], { cwd: ROOT }).filter(
  page => page !== 'CHANGELOG.md',
)

test(`no sentence of a guide, a README or a page of reference has more than ${WORDS_MAX} words`, () => {
  assert.ok(PAGES.length > 50, 'the pages are where they used to be')
  const found = PAGES.flatMap(page =>
    proseOf(readFileSync(join(ROOT, page), 'utf8'))
      .filter(sentence => sentence.split(' ').filter(word => /[\p{L}\d]/u.test(word)).length > WORDS_MAX)
      .map(sentence => `${page}: ${sentence}`),
  )
  assert.deepEqual(found, [])
})

test(`no English sentence of the console or the command line has more than ${WORDS_MAX} words`, () => {
  const found = HELD.flatMap(({ file, text }) =>
    saidIn(text, 'en')
      .flatMap(said => said.split(/(?<=[.!?])\s+/))
      .filter(sentence => sentence.split(/\s+/).length > WORDS_MAX)
      .map(sentence => `${file}: ${sentence}`),
  )
  assert.deepEqual(found, [])
})

test('the lists of the style sheet are found, and so are words of them and shares in a sentence', () => {
  assert.ok(HELD.length > 300, `${HELD.length} files are held`)
  assert.ok(HELD.flatMap(({ text }) => saidIn(text, 'en')).length > 1000, 'sentences are where they used to be')
  const not = wordsIn(listed('Not in Vietnamese'))
  for (const [said, isFound] of [
    ['Tài khoản của bạn', true],
    ['Huỷ', true],
    ['Bạn', true],
    ['bạnh', false],
    ['Hủy, ủy ban', false],
  ] as const)
    assert.equal(not.test(said), isFound, said)
})

/** The words in backticks behind a name of a list. */
function listed(name: string): readonly string[] {
  const line = SHEET.split('\n').find(each => each.startsWith(`- ${name}: `)) ?? ''
  const words = [...line.matchAll(/`([^`]+)`/g)].map(([, word]) => word)
  assert.ok(words.length > 1, `docs/words.md has the list “${name}”`)
  return words
}

function wordsIn(words: readonly string[]): RegExp {
  return new RegExp(String.raw`(?<!\p{L})(?:${words.join('|')})(?!\p{L})`, 'iu')
}

const SAID = /\b(vi|en):\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g

function saidIn(text: string, language: 'vi' | 'en'): readonly string[] {
  return [...text.matchAll(SAID)]
    .filter(([, found]) => found === language)
    .map(([, , one, two, three]) => one ?? two ?? three)
}

/** Sentences of paragraphs and lists; code is one word. Of headings, tables and what is printed none. */
function proseOf(page: string): readonly string[] {
  return page
    .replace(/```[\s\S]*?```|<!--[\s\S]*?-->/g, '\n\n')
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s|\|)/)
    .filter(part => !/^\s*(?:#|\||!\[)/.test(part))
    .map(part =>
      part
        .replace(/\s+/g, ' ')
        .replace(/`[^`]*`/g, 'code')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'),
    )
    .flatMap(part => part.split(/(?<=[.!?:;])\s+/))
}
