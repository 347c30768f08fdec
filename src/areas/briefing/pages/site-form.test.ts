import assert from 'node:assert/strict'
import { test } from 'node:test'
import { siteContent } from '../model.ts'
import { BLANK_SITE, siteDifference, siteFaultOf, siteFormOf, siteFrom } from './site-form.ts'

const FORM = { name: ' Bệnh viện Bạch Mai ', short: 'Bạch Mai', responsible: 'Nguyễn Văn A', title: '', mail: '' }

test('a site comes back from its form as it was, and what is empty is nothing', () => {
  const content = siteFrom(FORM, false)
  assert.deepEqual(siteContent.parse(content), content)
  assert.equal(content.responsible.title, null)
  assert.deepEqual(siteFormOf(content), { ...FORM, name: 'Bệnh viện Bạch Mai' })
})

test('a name, a short name and a person are needed; an address only where one is written', () => {
  assert.equal(siteFaultOf(BLANK_SITE, 'name'), 'missing')
  assert.equal(siteFaultOf(BLANK_SITE, 'responsible'), 'missing')
  assert.equal(siteFaultOf(BLANK_SITE, 'title'), null)
  assert.equal(siteFaultOf(BLANK_SITE, 'mail'), null)
  assert.equal(siteFaultOf({ ...FORM, mail: 'a@b' }, 'mail'), 'mail')
  assert.equal(siteFaultOf({ ...FORM, mail: 'a@bachmai.gov.vn' }, 'mail'), null)
})

test('two spellings that differ in spaces alone are the same', () => {
  assert.deepEqual(siteDifference(FORM, { ...FORM, name: 'Bệnh viện Bạch Mai' }), [])
  assert.deepEqual(siteDifference(FORM, { ...FORM, mail: 'x@y.vn' }), ['mail'])
})
