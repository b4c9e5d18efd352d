/** How strong the second lock is; see docs/approver-guide.md. L0 is evident only against a checkpoint held elsewhere. */
export const guaranteeLevels = ['L0', 'L1', 'L2'] as const
export type GuaranteeLevel = (typeof guaranteeLevels)[number]

/** What the level means to somebody who decides. */
export const levelWords: Readonly<Record<GuaranteeLevel, string>> = {
  L0: 'the agent works on the same machine as you; Baton shows a breach afterwards but cannot prevent it',
  L1: 'the vendor enforces its own approval; the token here can ask but neither apply nor bypass',
  L2: 'Baton runs on a server where the agent has no shell; decisions are signed elsewhere',
}
