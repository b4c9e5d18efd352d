import { type Makers, labelled } from './kind.ts'

const json = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Secrets that are known by their shape or by the name before them. */
export const secrets: Makers = {
  jwt: (r) => {
    const [payload, signature] = [json({ sub: r.mixed(12), iat: 17e8 }), r.mixed(43)]
    const value = `${json({ alg: r.one(['HS256', 'RS256']), typ: 'JWT' })}.${payload}.${signature}`
    return { value, bare: [value, payload, signature] }
  },
  pem: (r) => {
    const lines = Array.from({ length: 4 }, () => r.mixed(64))
    const name = r.one(['RSA PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'PRIVATE KEY'])
    const value = [`-----BEGIN ${name}-----`, ...lines, `-----END ${name}-----`].join('\n')
    return { value, bare: lines }
  },
  connection: (r) => {
    const bare = r.mixed(16)
    const value = r.one([
      () => `postgres://app:${bare}@db-${r.digits(2)}.internal:5432/orders`,
      () => `mongodb+srv://svc:${bare}@cluster0.mongodb.net/?retryWrites=true`,
      () => `redis://:${bare}@cache:6379/0`,
      () => `amqp://guest:${bare}@mq:5672/%2f`,
      () =>
        `Server=tcp:sql.internal,1433;Database=orders;User Id=app;Password=${bare};Encrypt=True`,
      () => `jdbc:mysql://db:3306/orders?user=app&password=${bare}`,
    ])()
    return { value, bare: [bare] }
  },
  urlLogin: (r) => {
    const bare = r.mixed(18)
    return { value: `https://deploy:${bare}@git.internal/team/app.git`, bare: [bare] }
  },
  query: (r) => {
    const bare = r.mixed(30)
    const name = r.one(['token', 'access_token', 'api_key', 'sig', 'code', 'password'])
    return { value: `GET /cb?x=1&${name}=${bare} HTTP/1.1`, bare: [bare] }
  },
  bearer: (r) => labelled('Bearer ', r.mixed(40)),
  basic: (r) =>
    labelled(
      'Authorization: Basic ',
      Buffer.from(`${r.lower(6)}:${r.mixed(14)}`).toString('base64'),
    ),
  cookie: (r) =>
    labelled(r.one(['Cookie: session=', 'Set-Cookie: sid=', 'cookie: JSESSIONID=']), r.hex(32)),
  header: (r) =>
    labelled(r.one(['X-Api-Key: ', 'x-auth-token: ', 'Authorization: ApiKey ']), r.mixed(32)),
  password: (r) => labelled('password=', r.mixed(14)),
  member: (r) => {
    const bare = r.mixed(24)
    return {
      value: `{"${r.one(['client_secret', 'password', 'refresh_token'])}":"${bare}"}`,
      bare: [bare],
    }
  },
  setting: (r) =>
    labelled(
      r.one(['DB_PASSWORD: ', 'export SECRET_KEY=', 'apiToken = ', '--password ']),
      r.mixed(20),
    ),
}
