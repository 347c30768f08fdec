/** What the list of what is free writes into the trail. Runs in a browser too. */
export const FREE_ACTIONS = [
  'list.save',
  'list.submit',
  'list.withdraw',
  'list.approve',
  'list.return',
  'list.hold',
  'list.acknowledge',
  'list.refuse',
  'list.recover',
  'audit.keep',
] as const
