/** What an editor is told in .editorconfig is what Biome writes. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')

test('.editorconfig says what biome.json says of indents, lines and their length', () => {
  const { formatter } = JSON.parse(read('biome.json'))
  const all = /^\[\*\]$([^[]+)/m.exec(read('.editorconfig'))?.[1] ?? ''
  const told = Object.fromEntries([...all.matchAll(/^(\w+) = (.+)$/gm)].map(([, ...pair]) => pair))
  assert.deepEqual(told, {
    charset: 'utf-8',
    end_of_line: formatter.lineEnding ?? 'lf',
    indent_style: formatter.indentStyle,
    indent_size: String(formatter.indentWidth),
    max_line_length: String(formatter.lineWidth),
    insert_final_newline: 'true',
    trim_trailing_whitespace: 'true',
  })
})
