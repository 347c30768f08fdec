/** What notices write into the trail: what somebody chose, and no address. Runs in a browser too. */
export const NOTICE_ACTIONS = [
  'notices.choose',
  'notices.address-ask',
  'notices.address-on',
  'notices.address-off',
  'notices.browser-on',
  'notices.browser-off',
  'notices.mail-end',
  'notices.mail-again',
  'notices.pause',
] as const
