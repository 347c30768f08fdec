/** What the reports of months write into the trail. Runs in a browser too. */
export const MONTHS_ACTIONS = [
  'month.review',
  'month.sign',
  'month.publish',
  'month.return',
  'month.item-add',
  'month.item-save',
  'month.item-remove',
] as const
