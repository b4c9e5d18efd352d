import { everywhere, isAlnum, isVaried, matchEnd, type Span, type TextClass } from './class.ts'
import { isPlaceholder } from './placeholder.ts'

/** A published token format: how it begins and, as a pattern, what follows the beginning. */
type Format = readonly [name: string, begin: string, rest: string]

const b64url = '[A-Za-z0-9_-]'
const alnum = '[A-Za-z0-9]'
const hex = '[0-9a-f]'

const formats: readonly Format[] = [
  ['github', 'ghp_', `${alnum}{36,255}`],
  ['github', 'gho_', `${alnum}{36,255}`],
  ['github', 'ghu_', `${alnum}{36,255}`],
  ['github', 'ghs_', `${alnum}{36,255}`],
  ['github', 'ghr_', `${alnum}{36,255}`],
  ['github', 'github_pat_', '[A-Za-z0-9_]{22,255}'],
  ['gitlab', 'glpat-', `${b64url}{20,300}(?:\\.[0-9a-z.]{9,24})?`],
  ['gitlab', 'gldt-', `${b64url}{20,64}`],
  ['gitlab', 'glrt-', `${b64url}{20,300}(?:\\.[0-9a-z.]{9,24})?`],
  ['gitlab', 'glcbt-', `${alnum}{1,5}_${b64url}{20}`],
  ['gitlab', 'glptt-', `${hex}{40}`],
  ['gitlab', 'glft-', `${b64url}{20,64}`],
  ['gitlab', 'glsoat-', `${b64url}{20,64}`],
  ['gitlab', 'GR1348941', `${b64url}{20,64}`],
  ['aws', 'AKIA', '[A-Z2-7]{16}'],
  ['aws', 'ASIA', '[A-Z2-7]{16}'],
  ['aws', 'ABIA', '[A-Z2-7]{16}'],
  ['aws', 'ACCA', '[A-Z2-7]{16}'],
  ['aws', 'ABSK', '[A-Za-z0-9+/]{100,300}={0,2}'],
  ['aws', 'bedrock-api-key-', `${b64url}{20,2048}`],
  ['slack', 'xox', '[abeoprs]-(?=[A-Za-z-]{0,40}\\d)(?:\\d-)?[A-Za-z0-9-]{14,250}'],
  ['slack', 'xoxe.xox', '[bp]-\\d-[A-Za-z0-9]{100,250}'],
  ['slack', 'xapp-', '\\d-[A-Z0-9]{1,20}-\\d{1,20}-[a-z0-9]{1,128}'],
  ['slack', 'hooks.slack.com/', '(?:services|workflows|triggers)/[A-Za-z0-9+/]{40,96}'],
  ['discord', 'discord.com/api/webhooks/', `\\d{15,21}/${b64url}{60,80}`],
  ['stripe', 'sk_live_', `${alnum}{10,247}`],
  ['stripe', 'sk_test_', `${alnum}{10,247}`],
  ['stripe', 'rk_live_', `${alnum}{10,247}`],
  ['stripe', 'rk_test_', `${alnum}{10,247}`],
  ['stripe', 'whsec_', '[A-Za-z0-9+/=]{24,64}'],
  ['google', 'AIza', `${b64url}{35}`],
  ['google', 'ya29.', `${b64url}{20,1024}`],
  ['google', 'GOCSPX-', `${b64url}{28}`],
  ['npm', 'npm_', `${alnum}{36}`],
  ['pypi', 'pypi-AgEIcHlwaS5vcmc', `${b64url}{50,1000}`],
  ['rubygems', 'rubygems_', `${hex}{48}`],
  ['launchdarkly', 'sdk-', `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`],
  ['launchdarkly', 'mob-', `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`],
  ['launchdarkly', 'api-', `${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`],
  ['openai', 'sk-proj-', `${b64url}{20,200}`],
  ['openai', 'sk-svcacct-', `${b64url}{20,200}`],
  ['openai', 'sk-admin-', `${b64url}{20,200}`],
  ['anthropic', 'sk-ant-', `${b64url}{20,200}`],
  ['openai', 'sk-', `${alnum}{20,64}`],
  ['twilio', 'SK', `${hex}{32}`],
  ['twilio', 'AC', `${hex}{32}`],
  ['sendgrid', 'SG.', `${b64url}{16,32}\\.${b64url}{32,64}`],
  ['mailgun', 'key-', `${hex}{32}`],
  ['mailchimp', 'md-', `${b64url}{22}`],
  ['shopify', 'shp', `(?:at|ca|pa|ss)_${hex}{32}`],
  ['square', 'sq0', `(?:atp|csp|idp)-${b64url}{22,60}`],
  ['square', 'EAAA', `${b64url}{56,64}`],
  ['facebook', 'EAA', `(?:M|C)${alnum}{80,300}`],
  ['digitalocean', 'do', `[opr]_v1_${hex}{64}`],
  ['huggingface', 'hf_', `${alnum}{30,40}`],
  ['huggingface', 'api_org_', `${alnum}{30,40}`],
  ['databricks', 'dapi', `${hex}{32}(?:-\\d)?`],
  ['grafana', 'glc_', '[A-Za-z0-9+/]{32,400}={0,3}'],
  ['grafana', 'glsa_', `${alnum}{32}_[A-Fa-f0-9]{8}`],
  ['grafana', 'eyJrIjoi', '[A-Za-z0-9]{60,400}={0,3}'],
  ['vault', 'hvs.', `${b64url}{24,200}`],
  ['vault', 'hvb.', `${b64url}{100,300}`],
  ['vault', 's.', `(?=${alnum}{0,23}\\d)(?=${alnum}{0,23}[A-Z])${alnum}{24}`],
  ['terraform', 'atlasv1.', `${b64url}{60,70}`],
  ['sentry', 'sntrys_', '[A-Za-z0-9+/=_-]{40,400}'],
  ['sentry', 'sntryu_', `${hex}{64}`],
  ['newrelic', 'NRAK-', '[A-Z0-9]{27}'],
  ['newrelic', 'NRJS-', `${hex}{19}`],
  ['notion', 'ntn_', `${alnum}{40,50}`],
  ['notion', 'secret_', `${alnum}{43}`],
  ['linear', 'lin_api_', `${alnum}{40}`],
  ['postman', 'PMAK-', `${hex}{24}-${hex}{34}`],
  ['pulumi', 'pul-', `${hex}{40}`],
  ['doppler', 'dp.', `(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{40,60}`],
  ['fly', 'fo1_', `${b64url}{43}`],
  ['fly', 'fm', '[12][ar]?_[A-Za-z0-9+/]{100,400}={0,3}'],
  ['atlassian', 'ATATT3', '[A-Za-z0-9_=-]{180,200}'],
  ['atlassian', 'ATCTT3', '[A-Za-z0-9_=-]{180,200}'],
  ['artifactory', 'AKCp', `${alnum}{60,80}`],
  ['dynatrace', 'dt0c01.', '[A-Z0-9]{24}\\.[A-Z0-9]{64}'],
  ['easypost', 'EZ', `[AT]K${alnum}{54}`],
  ['perplexity', 'pplx-', `${alnum}{48}`],
  ['groq', 'gsk_', `${alnum}{40,60}`],
  ['xai', 'xai-', `${alnum}{60,100}`],
  ['replicate', 'r8_', `${alnum}{37}`],
  ['cloudflare', 'v1.0-', `${hex}{24}-${hex}{146}`],
  ['docker', 'dckr_pat_', `${b64url}{27}`],
  ['figma', 'figd_', `${b64url}{40}`],
  ['infracost', 'ico-', `${alnum}{32}`],
  ['sourcegraph', 'sgp_', `(?:[A-Fa-f0-9]{16}_|local_)?[A-Fa-f0-9]{40}`],
  ['scalingo', 'tk-us-', `${b64url}{48}`],
  ['octopus', 'API-', '[A-Z0-9]{26}'],
  ['onepassword', 'ops_eyJ', '[A-Za-z0-9+/]{200,2000}={0,3}'],
  ['onepassword', 'A3-', '[A-Z0-9]{6}-[A-Z0-9]{6,11}-(?:[A-Z0-9]{5}-){2,3}[A-Z0-9]{5}'],
  ['heroku', 'HRKU-', `${b64url}{36,60}`],
  ['openshift', 'sha256~', `${b64url}{43}`],
  ['planetscale', 'pscale_', '(?:tkn|pw|oauth)_[A-Za-z0-9=._-]{32,64}'],
  ['supabase', 'sbp_', `${hex}{40}`],
  ['telegram', 'bot', `\\d{8,10}:${b64url}{35}`],
  ['age', 'AGE-SECRET-KEY-1', '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'],
  ['sonar', 'sq', `[apu]_${hex}{40}`],
  ['intra42', 's-s4t2', `(?:ud|af)-${hex}{64}`],
]

/** Access tokens whose vendor has published how they begin and how long they are. */
export const vendorTokens: readonly TextClass[] = formats.map(([name, begin, rest]) => {
  const shape = new RegExp(rest, 'y')
  return {
    name: `${name}-token`,
    profiles: everywhere,
    words: [begin],
    find(text, at): Span | undefined {
      if (!text.startsWith(begin, at)) return undefined
      const from = at + begin.length
      const end = matchEnd(shape, text, from)
      if (end === -1 || isAlnum(text.charCodeAt(end))) return undefined
      const value = text.slice(from, end)
      return isVaried(value) && !isPlaceholder(value) ? { start: at, end } : undefined
    },
  }
})

const azureSecret = /[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])/y

/** Microsoft Entra client secret, known by `Q~` in its fifth place. */
export const azureClientSecret: TextClass = {
  name: 'azure-secret',
  profiles: everywhere,
  chars: '~',
  find(text, at): Span | undefined {
    if (at < 5 || text[at - 1] !== 'Q') return undefined
    const end = matchEnd(azureSecret, text, at - 5)
    return end === -1 ? undefined : { start: at - 5, end }
  },
}

const appSecret = /[A-Za-z0-9_-]{27}(?![A-Za-z0-9_-])/y

/** Facebook app token: the number of the app, `|` and its secret. */
export const facebookAppToken: TextClass = {
  name: 'facebook-token',
  profiles: everywhere,
  chars: '|',
  find(text, at): Span | undefined {
    const id = /(?<![A-Za-z0-9])\d{15,16}$/.exec(text.slice(Math.max(0, at - 17), at))
    const end = id ? matchEnd(appSecret, text, at + 1) : -1
    if (end === -1 || !isVaried(text.slice(at + 1, end))) return undefined
    return { start: at - id![0].length, end }
  },
}
