/** An entry of the audit log as it is listed. */
export interface Listed {
  readonly _id: string
  readonly date: number
  readonly [field: string]: unknown
}

interface Made {
  readonly id: string
  readonly atMs: number
  readonly action?: string
  readonly resource?: string
  readonly verb?: string
  readonly more?: Readonly<Record<string, unknown>>
}

export const maria = {
  _links: { self: { href: '/api/v2/members/5f01', type: 'application/json' } },
  _id: '5f01',
  email: 'maria.ito@example.test',
  firstName: 'Maria',
  lastName: 'Ito',
}

/** Somebody turned a flag of the project `shop` on, unless said otherwise. */
export function entry({
  id,
  atMs,
  action = 'updateOn',
  resource = 'proj/shop:env/prod:flag/checkout-v2',
  verb = 'turned on the flag',
  more = {},
}: Made): Listed {
  const site = { href: '/shop/prod/features/checkout-v2', type: 'text/html' }
  return {
    _links: { self: { href: `/api/v2/auditlog/${id}`, type: 'application/json' }, site },
    _id: id,
    _accountId: 'a1',
    date: atMs,
    accesses: [{ action, resource }],
    kind: /([a-z-]+)\/[^/]*$/.exec(resource)?.[1] ?? 'flag',
    name: 'Checkout v2',
    description: '',
    shortDescription: '',
    member: maria,
    titleVerb: verb,
    title: `[Maria Ito](mailto:maria.ito@example.test) ${verb} [Checkout v2](${site.href})`,
    target: { _links: { site }, name: 'Checkout v2', resources: [resource] },
    ...more,
  }
}
