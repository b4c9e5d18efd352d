/** How strong the second lock is; see docs/approver-guide.md. L0 is evident only against a checkpoint held elsewhere. */
export const guaranteeLevels = ['L0', 'L1', 'L2'] as const
export type GuaranteeLevel = (typeof guaranteeLevels)[number]
