import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { asTyped } from './as-typed.ts'

test('no keyboard corrects a text of another language on its way to two readers (United Kingdom 2023)', () => {
  assert.deepEqual(asTyped('cy'), { lang: 'cy', autoCorrect: 'off', autoCapitalize: 'off' })
  const folder = new URL('.', import.meta.url)
  const fields = readdirSync(folder)
    .filter(name => name.endsWith('-fields.tsx'))
    .flatMap(name => readFileSync(new URL(name, folder), 'utf8').match(/<Text(?:Input|area)\b[\s\S]*?\/>/g) ?? [])
    .filter(field => field.includes('value={'))
  const ofTexts = fields.filter(field => /maxLength=\{(?:TITLE_MAX|TEXT_MAX|max)\}/.test(field))
  assert.equal(ofTexts.length, 4)
  for (const field of ofTexts) assert.match(field, /\{\.\.\.asTyped\(language\)\}/)
})
