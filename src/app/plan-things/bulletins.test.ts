import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bulletinFailure } from '../../areas/bulletins/failures.ts'
import type { SmsRounds } from '../../areas/bulletins/sms-drafts.ts'
import { smallPlan } from '../../areas/plan/fixtures.test.ts'
import { fromOf, untilOf } from '../../areas/plan/times.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { diffOf } from '../../plan/effects.ts'
import { approvedChange, Situation } from '../../plan/situation.ts'
import { speakerFailure } from '../../speaker/failures.ts'
import { bulletinCarrier } from './bulletins.ts'

const NOW = Date.parse('2021-07-19T00:00:00+07:00')
const UUID = '00000000-0000-4000-8000-000000000000'

function loudspeakersEffect() {
  const plan = smallPlan()
  const before = Situation.empty({ purpose: 'live', timeZone: plan.timeZone })
  const change = approvedChange(
    {
      content: {
        format: 1,
        change: UUID,
        purpose: 'live',
        takesBack: null,
        plan: { id: plan.id, version: 1 },
        from: new Date(NOW).toISOString(),
        decisions: [{ area: '01.2004', level: 'vua' }],
      },
      submitted: 'a',
      approved: 'b',
    },
    'live',
  )
  const after = before.with(change)
  const { starts } = diffOf({ plan, before, after, running: new Map(), at: NOW, now: NOW })
  const effect = starts.find(({ kind }) => kind === 'loudspeakers')
  assert.ok(effect !== undefined)
  return effect
}

/** What an effect on loudspeakers comes to while a voice is asked for: a draft, or the code of what went wrong. */
async function spokenWhile(error: Error): Promise<string> {
  const carrier = bulletinCarrier({
    // Nothing is read or written before there is a voice.
    work: {} as UnitOfWork,
    rounds: {} as SmsRounds,
    speak: async () => {
      throw error
    },
  })
  const effect = loudspeakersEffect()
  const times = { from: fromOf(effect, 0), until: untilOf(effect, 0), now: NOW }
  const by = { kind: 'person', id: '', name: '', role: 'editor', operator: null } as const
  const begun = carrier.begin(by, { deed: UUID, effect, ...times })
  return await begun.then(
    () => 'a draft',
    ({ code, message }) => code ?? message,
  )
}

test('loudspeakers are not drafted without their sound because the server is busy with others: that is told, and can be tried again', async () => {
  assert.equal(await spokenWhile(bulletinFailure('soundsBusy')), 'soundsBusy')
  assert.equal(await spokenWhile(bulletinFailure('filesFull', { max: 1 })), 'filesFull')
  assert.equal(await spokenWhile(new Error('a bug')), 'a bug')
})

test('loudspeakers are drafted without a sound where no machine can speak the text: a person records it', async () => {
  assert.equal(await spokenWhile(speakerFailure('voiceMissing', { program: 'x' })), 'a draft')
  const why = { program: 'x', why: 'y' }
  assert.equal(await spokenWhile(speakerFailure('voiceFailed', why)), 'a draft')
  assert.equal(await spokenWhile(bulletinFailure('spokenAsks')), 'a draft')
})
