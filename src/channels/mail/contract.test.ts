import { providerContract } from '../../../test/channels/contract.suite.ts'
import { OddMailServer } from '../../../test/channels/mail-stage.ts'
import { manualClock } from '../../base/clock.ts'
import { openMail } from './mail.ts'

const ANSWER_MS = 30_000

providerContract('mail', async t => {
  const peer = await OddMailServer.open(t)
  const clock = manualClock({ wall: Date.parse('2020-02-03T07:00:00+07:00') })
  const mail = await openMail({
    server: new URL(`smtp://127.0.0.1:${peer.port}`),
    password: null,
    from: 'loa@bo.example',
    dkim: null,
    bounces: null,
    answerMs: ANSWER_MS,
    clock,
  })
  t.after(async () => await mail.provider.close())
  return {
    provider: mail.provider,
    peer,
    clock,
    answerMs: ANSWER_MS,
    atOnce: 4,
    to: number => ({ address: `ai.do+${number}@bo.example`, mark: null }),
    secret: /ai\.do|bo\.example/,
  }
})
