/** Web push to a UnifiedPush distributor: ntfy as the push service, and what whoever subscribed gets from it. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pushKey } from '../../src/channels/push/key.ts'
import { openPush, type PushChannel } from '../../src/channels/push/push.ts'
import { CONTENT } from '../channels/contract.suite.ts'
import { Browser } from '../channels/push-stage.ts'
import { Child, freePorts } from './child.ts'
import { missing, PEER_PATH } from './installed.ts'

const skip = missing('ntfy')

describe('web push through ntfy', { skip }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-ntfy-'))
  let ntfy: Child
  let url: string
  let push: PushChannel

  before(async () => {
    const [port] = await freePorts(1)
    url = `http://127.0.0.1:${port}`
    ntfy = new Child({
      command: 'ntfy',
      args: [
        ...['serve', '--config', '/dev/null', '--listen-http', `127.0.0.1:${port}`],
        ...['--base-url', url, '--cache-file', join(directory, 'cache.db')],
      ],
      env: { ...process.env, PATH: PEER_PATH },
    })
    await ntfy.printed(/Listening on/)
    push = await openPush({
      key: await pushKey(join(directory, 'push.key')),
      contact: 'mailto:it@bo.example',
      services: [`127.0.0.1:${port}`],
    })
  })
  after(async () => {
    await push?.provider.close()
    await ntfy?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  /** What the distributor on a phone would be given. */
  const kept = async (topic: string) => {
    const answer = await fetch(`${url}/${topic}/json?poll=1`)
    const lines = (await answer.text()).split('\n').filter(line => line !== '')
    return lines.map(line => JSON.parse(line) as { message: string; encoding?: string })
  }

  test('ntfy hands a push message to its application as it was written, and reads none of it', async () => {
    const browser = await Browser.open()
    const { keys } = browser.subscription('')
    const to = { endpoint: `${url}/upb7Nhan1234567?up=1`, keys }
    const answer = await push.provider.send({ id: 'b7', to, content: CONTENT })
    assert.deepEqual(answer, { is: 'accepted' })
    const [{ message, encoding }] = await kept('upb7Nhan1234567')
    assert.equal(encoding, 'base64')
    const read = JSON.parse(await browser.read(Buffer.from(message, 'base64')))
    assert.equal(read.title, CONTENT.title)
    assert.equal(read.url, CONTENT.link)
  })
})
