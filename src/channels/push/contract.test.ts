import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { providerContract } from '../../../test/channels/contract.suite.ts'
import { OddPushService } from '../../../test/channels/push-stage.ts'
import { manualClock } from '../../base/clock.ts'
import { pushKey } from './key.ts'
import { openPush } from './push.ts'

const ANSWER_MS = 10_000

providerContract('push', async t => {
  const peer = await OddPushService.open(t)
  const clock = manualClock({ wall: Date.parse('2020-02-03T07:00:00+07:00') })
  const folder = mkdtempSync(join(tmpdir(), 'loa-push-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const push = await openPush({
    key: await pushKey(join(folder, 'push.key')),
    contact: 'mailto:it@bo.example',
    services: [`127.0.0.1:${peer.port}`],
    answerMs: ANSWER_MS,
    clock,
  })
  t.after(async () => await push.provider.close())
  return {
    provider: push.provider,
    peer,
    clock,
    answerMs: ANSWER_MS,
    atOnce: 10,
    to: number => peer.browser.subscription(`http://127.0.0.1:${peer.port}/secret-${number}`),
    secret: /secret-|127\.0\.0\.1/,
  }
})
