/** What briefings write into the trail. Runs in a browser too. */
export const BRIEFING_ACTIONS = [
  'briefing.site-add',
  'briefing.site-save',
  'briefing.site-order',
  'briefing.create',
  'briefing.save',
  'briefing.cancel',
  'briefing.link',
  'briefing.enter',
  'briefing.document-add',
  'briefing.document-remove',
  'briefing.reason',
  'briefing.minute-add',
  'briefing.minute-save',
  'briefing.minute-remove',
  'briefing.close',
] as const
