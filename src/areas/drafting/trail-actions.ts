/** What remarks and templates write into the trail: a remark by its digest alone. Runs in a browser too. */
export const DRAFTING_ACTIONS = [
  'remark.write',
  'remark.settle',
  'remark.reopen',
  'template.keep',
  'template.drop',
] as const
