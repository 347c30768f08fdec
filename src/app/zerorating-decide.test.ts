import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberOf } from '../charging/asked.ts'
import { FEBRUARY } from '../zerorating/example-list.ts'
import { NO_GROUPS } from '../zerorating/feeds/rating-groups.ts'
import { inForce } from '../zerorating/in-force.ts'
import type { ZeroRatingList } from '../zerorating/list.ts'
import { decideBy } from './zerorating-decide.ts'

test('online charging knows a listed number in every spelling of its address, trunk prefix or not', () => {
  const [hotline] = FEBRUARY.services
  const services = [{ ...hotline, numbers: ['02438463086'] }] as ZeroRatingList['services']
  const decide = decideBy(inForce([{ ...FEBRUARY, services }]), NO_GROUPS)
  const verdict = (address: string) =>
    decide({
      called: numberOf(address),
      forwardedTo: null,
      ratingGroup: null,
      serviceIdentifier: null,
      at: Date.parse('2020-02-03T08:00:00+07:00'),
    }).is
  for (const [address, expected] of [
    ['tel:02438463086;phone-context=+84', 'free'],
    ['tel:+84-24-3846-3086', 'free'],
    ['sip:+842438463086@ims.example;user=phone', 'free'],
    ['2438463086', 'free'],
    ['842438463086', 'free'],
    ['00842438463086', 'free'],
    ['8402438463086', 'charged'],
    ['tel:+8402438463086', 'charged'],
  ] as const)
    assert.equal(verdict(address), expected, address)
})
