import { type Makers, labelled } from './kind.ts'

const uuid = (hex: string): string =>
  hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')

/** Tokens in the formats that their issuers publish. */
export const vendors: Makers = {
  github: (r) => `gh${r.of('pousr', 1)}_${r.mixed(36)}`,
  githubFine: (r) => `github_pat_${r.mixed(22)}_${r.mixed(59)}`,
  gitlab: (r) => `glpat-${r.mixed(20)}`,
  aws: (r) => `${r.one(['AKIA', 'ASIA'])}${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  awsSecret: (r) => labelled('aws_secret_access_key = ', r.mixed(40)),
  google: (r) => `AIza${r.mixed(35)}`,
  googleClient: (r) => `GOCSPX-${r.mixed(28)}`,
  azureClient: (r) => labelled('AZURE_CLIENT_SECRET=', `${r.mixed(3)}8Q~${r.mixed(34)}`),
  azureStorage: (r) => {
    const key = `${r.mixed(86)}==`
    const account = `DefaultEndpointsProtocol=https;AccountName=${r.lower(8)};AccountKey=${key};EndpointSuffix=core.windows.net`
    return { value: account, bare: [key.slice(0, 40)] }
  },
  azureSas: (r) => {
    const bare = r.mixed(42)
    return {
      value: `https://acct.blob.core.windows.net/c/b?sv=2024-11-04&sig=${bare}%3D`,
      bare: [bare],
    }
  },
  slack: (r) => `xox${r.of('bp', 1)}-${r.digits(12)}-${r.digits(12)}-${r.mixed(24)}`,
  slackApp: (r) => `xapp-1-A${r.upper(10)}-${r.digits(13)}-${r.hex(64)}`,
  slackHook: (r) => {
    const bare = r.mixed(24)
    return {
      value: `https://hooks.slack.com/services/T${r.upper(8)}/B${r.upper(8)}/${bare}`,
      bare: [bare],
    }
  },
  stripe: (r) => `${r.one(['sk', 'rk'])}_live_${r.mixed(24)}`,
  stripeHook: (r) => `whsec_${r.mixed(32)}`,
  sendgrid: (r) => `SG.${r.mixed(22)}.${r.mixed(43)}`,
  npm: (r) => `npm_${r.mixed(36)}`,
  pypi: (r) => `pypi-AgEIcHlwaS5vcmc${r.mixed(60)}`,
  docker: (r) => `dckr_pat_${r.mixed(27)}`,
  openai: (r) => `sk-proj-${r.mixed(74)}T3BlbkFJ${r.mixed(74)}`,
  anthropic: (r) => `sk-ant-api03-${r.mixed(93)}AA`,
  huggingface: (r) => `hf_${r.lower(17)}${r.upper(17)}`,
  digitalocean: (r) => `dop_v1_${r.hex(64)}`,
  heroku: (r) => labelled('HEROKU_API_KEY=', uuid(r.hex(32))),
  linear: (r) => `lin_api_${r.mixed(40)}`,
  notion: (r) => `ntn_${r.digits(11)}${r.mixed(35)}`,
  atlassian: (r) => `ATATT3xFfGF0${r.mixed(180)}=${r.hex(8).toUpperCase()}`,
  shopify: (r) => `shp${r.one(['at', 'ca', 'pa', 'ss'])}_${r.hex(32)}`,
  mailgun: (r) => `key-${r.hex(32)}`,
  mailchimp: (r) => labelled('mailchimp_api_key: ', `${r.hex(32)}-us${r.between(1, 20)}`),
  telegram: (r) => `${r.between(100_000_000, 999_999_999)}0:AA${r.mixed(33)}`,
  discordHook: (r) => {
    const bare = r.mixed(68)
    return { value: `https://discord.com/api/webhooks/${r.digits(18)}/${bare}`, bare: [bare] }
  },
  databricks: (r) => `dapi${r.hex(32)}`,
  vault: (r) => `hvs.${r.mixed(95)}`,
  terraform: (r) => `${r.mixed(14)}.atlasv1.${r.mixed(67)}`,
  pulumi: (r) => `pul-${r.hex(40)}`,
  grafana: (r) => `glsa_${r.mixed(32)}_${r.hex(8)}`,
  sentry: (r) => `sntryu_${r.hex(64)}`,
  newrelic: (r) => `NRAK-${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 27)}`,
  planetscale: (r) => `pscale_tkn_${r.mixed(43)}`,
  postman: (r) => `PMAK-${r.hex(24)}-${r.hex(34)}`,
  rubygems: (r) => `rubygems_${r.hex(48)}`,
  age: (r) => `AGE-SECRET-KEY-1${r.of('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`,
  launchdarkly: (r) => `${r.one(['sdk', 'api', 'mob'])}-${uuid(r.hex(32))}`,
  doppler: (r) => `dp.pt.${r.mixed(43)}`,
  airtable: (r) => `pat${r.mixed(14)}.${r.hex(64)}`,
  dynatrace: (r) =>
    `dt0c01.${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 24)}.${r.of('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 64)}`,
  datadog: (r) => labelled('DD_API_KEY=', r.hex(32)),
  square: (r) => `sq0atp-${r.mixed(22)}`,
  twilio: (r) => labelled('TWILIO_AUTH_TOKEN=', r.hex(32)),
  figma: (r) => `figd_${r.mixed(40)}`,
  supabase: (r) => `sbp_${r.hex(40)}`,
}
