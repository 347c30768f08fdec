import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { addressesOf, databaseOf, placeOf, SMSC, warnOfPasswords } from './addresses.ts'

const URL = 'smpp://loa:secret@10.0.0.5:2775'

async function folder(t: TestContext, files: Readonly<Record<string, string>>) {
  const made = await mkdtemp(join(tmpdir(), 'loa-addresses-'))
  t.after(async () => await rm(made, { recursive: true }))
  for (const [name, text] of Object.entries(files)) await writeFile(join(made, name), text)
  return (name: string) => join(made, name)
}

test('centres stand in a file, one a line, beside those of the command line', async t => {
  const at = await folder(t, { smsc: `# hai trung tâm\n\n  ${URL}\r\n${URL}6\n` })
  const file = at('smsc')
  assert.deepEqual(await addressesOf(SMSC, { given: [], file }, {}), [URL, `${URL}6`])
  const both = await addressesOf(SMSC, { given: ['smpp://a:b@c:1'], file }, {})
  assert.deepEqual(both, ['smpp://a:b@c:1', URL, `${URL}6`])
  const missing = addressesOf(SMSC, { given: [], file: at('none') }, {})
  await assert.rejects(missing, { code: 'fileUnreadable' })
})

test('what is asked for counts before the environment, and that before a credential', async t => {
  const at = await folder(t, { 'loa-operator.smsc': URL, smsc: 'smpp://file' })
  const credentials = { CREDENTIALS_DIRECTORY: at('') }
  const environment = { ...credentials, LOA_SMSC: 'smpp://one \n smpp://two' }
  const nothing = { given: [], file: undefined }
  assert.deepEqual(await addressesOf(SMSC, nothing, {}), [])
  assert.deepEqual(await addressesOf(SMSC, nothing, credentials), [URL])
  assert.deepEqual(await addressesOf(SMSC, nothing, environment), ['smpp://one', 'smpp://two'])
  const file = at('smsc')
  assert.deepEqual(await addressesOf(SMSC, { given: [], file }, environment), ['smpp://file'])
  const elsewhere = { CREDENTIALS_DIRECTORY: at('none') }
  assert.deepEqual(await addressesOf(SMSC, nothing, elsewhere), [])
})

test('a database stands in a file, and is one', async t => {
  const at = await folder(t, { one: 'postgres://a@b/c\n', two: 'postgres://a\npostgres://b\n' })
  assert.deepEqual(await placeOf({ data: at(''), databaseFile: at('one') }), { url: 'postgres://a@b/c' })
  assert.equal(await databaseOf({ data: at('') }), null)
  await assert.rejects(databaseOf({ databaseFile: at('two') }), { code: 'usage' })
})

test('a password on the command line is said at a terminal, and not repeated', () => {
  const said = (isTTY: boolean, ...given: string[]) => {
    let text = ''
    const write = (more: string | Uint8Array) => {
      text += more
      return true
    }
    warnOfPasswords(SMSC, given, { isTTY, write })
    return text
  }
  assert.match(said(true, URL), /--smsc-file/)
  assert.ok(!said(true, URL).includes('secret'))
  assert.equal(said(true, 'smpp://loa@10.0.0.5:2775'), '')
  assert.equal(said(false, URL), '')
})
