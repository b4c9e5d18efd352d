export const verdicts = ['strong', 'possible', 'weak', 'dormant', 'possible mitigation'] as const

/** `possible mitigation` began after the onset and is never a cause; `dormant` took effect over 24 h before it. */
export type Verdict = (typeof verdicts)[number]
