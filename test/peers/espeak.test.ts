/**
 * What a speech synthesizer that nobody here wrote makes of spoken text, in its own sounds (espeak-ng, voice vi): word for word
 * the digits and numbers that are meant, and something else where the text is read as it was given.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { spoken } from '../../src/text/spoken.ts'
import { spokenSeconds } from '../../src/text/spoken-seconds.ts'
import texts from '../../src/text/vectors/spoken-texts.json' with { type: 'json' }
import { run } from './child.ts'
import { missing, PEER_PATH } from './installed.ts'

const skip = missing('espeak-ng')
const folder = mkdtempSync(join(tmpdir(), 'loa-espeak-'))
after(() => rmSync(folder, { recursive: true }))

async function espeak(args: readonly string[]): Promise<string> {
  const env = { ...process.env, PATH: PEER_PATH }
  return (await run({ command: 'espeak-ng', args: ['-v', 'vi', ...args], env })).stdout
}

/** Its sounds without stress, tone and the length of vowels, which change with the words around. */
async function sounds(text: string): Promise<string> {
  return (await espeak(['-q', '--ipa', '--', text])).replace(/[\sˈˌ\dɜː]/g, '').replaceAll('ɪ', 'j')
}

/** A blank line between words keeps each from its neighbours. */
async function soundsOneByOne(words: readonly string[]): Promise<string> {
  return await sounds(words.join('\n\n'))
}

for (const [given, words] of [
  ['19009095', ['một', 'chín', 'không', 'không', 'chín', 'không', 'chín', 'năm']],
  ['gọi 115', ['gọi', 'một', 'một', 'năm']],
  ['0912345678', ['không', 'chín', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám']],
  ['37,5°C', ['ba', 'mươi', 'bảy', 'phẩy', 'năm', 'độ', 'xê']],
  ['12h30', ['mười', 'hai', 'giờ', 'ba', 'mươi', 'phút']],
  ['3/4 UBND', ['ba', 'phần', 'tư', 'ủy', 'ban', 'nhân', 'dân']],
] as const)
  test(`spoken, ${given} has the sounds of its words; as given it has others`, { skip }, async () => {
    const meant = await soundsOneByOne(words)
    assert.equal(await sounds(spoken(given).spoken), meant)
    assert.notEqual(await sounds(given), meant)
  })

test('what a text takes to say is estimated within a tenth of what it takes to say it', { skip }, async () => {
  for (const { id, read } of texts) {
    const wav = join(folder, `${id}.wav`)
    await espeak(['-w', wav, '--', read])
    const octets = readFileSync(wav)
    const HEADER = 44
    const seconds = (octets.length - HEADER) / octets.readUInt32LE(28)
    const estimate = spokenSeconds(read)
    assert.ok(Math.abs(estimate / seconds - 1) < 0.1, `${id}: ${estimate} s, and takes ${seconds} s`)
  }
})
