import { uuid } from './format.ts'

/**
 * Vendors whose keys begin with nothing of their own: the word that names the vendor, and the shapes of its keys:
 * `x32` for 32 hexadecimal digits, `a20` for 20 letters and digits, `w40` with `_`, `=` and `-` too, `uuid`.
 */
export const keyed: readonly (readonly [vendor: string, shapes: string])[] = [
  ['abuseipdb', 'a80'], ['adafruit', 'w32'], ['adobe', 'x32'], ['airbrake', 'a32 a40'], ['airtable', 'a17'],
  ['algolia', 'a32'], ['alibaba|aliyun', 'a30'], ['amplitude', 'x32'], ['appcues', 'uuid'],
  ['artifactory', 'a64 a73'], ['asana', 'd16 a32'], ['assemblyai', 'a32'], ['atlassian', 'a24'], ['auth0', 'w32 w64'],
  ['azure', 'a32 a52 a84'], ['bintray', 'x40 a64'], ['bitbucket', 'a32 w64'], ['bitly', 'x40'], ['bittrex', 'a32'],
  ['braintree', 'x32 a16'], ['browserstack', 'a20'], ['bugsnag', 'uuid x32'], ['buildkite', 'x40'], ['circle(?:ci)?', 'x40'],
  ['cloudflare', 'w40 x37'], ['cloudinary', 'w27'], ['codacy', 'a20 x32'], ['codeclimate', 'x40 x64'],
  ['codecov', 'a32 uuid'], ['cohere|co_api', 'a40'], ['coinbase', 'w64'], ['confluence', 'a24'],
  ['confluent', 'a16 a64'], ['consul', 'uuid'], ['contentful', 'w43'], ['coveralls', 'a32 a37'], ['databricks', 'x32'],
  ['datadog|dd', 'x32 a40'], ['deepgram', 'x40'], ['deepl', `${uuid}(?::fx)?`], ['discord', 'x64 w32 d18 d19'],
  ['drone(?:ci)?', 'a32'], ['dropbox', 'a15 w64'], ['etsy', 'a24'], ['facebook', 'x32'], ['fastly', 'w32'],
  ['finicity', 'x32 a20'], ['finnhub', 'a20'], ['firebase', 'w39 w152'], ['flickr', 'a32 x16'], ['freshbooks', 'a64'],
  ['freshdesk', 'a20'], ['ghost', '[0-9a-f]{24}:[0-9a-f]{64}'], ['gitter', 'w40'], ['heroku', 'uuid'], ['hetzner', 'a64'], ['honeybadger', 'x32 a20'],
  ['honeycomb', 'x32 a22'], ['hubspot', 'uuid'], ['infura', 'x32'], ['intercom', 'w60'], ['jenkins', 'x34 x32'],
  ['jfrog', 'a64 a73'], ['jira', 'a24'], ['jotform', 'x32'], ['kraken', '[a-z0-9/=_+-]{80,90}'], ['kucoin', 'x24 uuid'],
  ['launchdarkly', 'w40 uuid'], ['linear', 'x32'], ['linked[_-]?in', 'a14 a16'], ['linode', 'x64'], ['logdna', 'x32'],
  ['loggly', 'uuid'], ['logz', 'a32 uuid'], ['looker', 'a20 a24'], ['mailchimp', 'x32 x32-us[0-9]{1,2}'],
  ['mailgun', 'x32 [a-h0-9]{32}-[a-h0-9]{8}-[a-h0-9]{8}'], ['mapbox', 'pk\\.[a-z0-9]{60}\\.[a-z0-9]{22}'],
  ['mattermost', 'a26'], ['meraki', 'x40'], ['message[_-]?bird', 'a25 uuid'], ['mistral', 'a32'], ['mixpanel', 'x32'],
  ['netlify', 'w40 w43 w44 w45 w46 w64'], ['new[_-]?relic', 'a32 a40 a64 w47'], ['ngrok', 'w48 w49'],
  ['new[_-]?york[_-]?times|nytimes', 'w32'], ['okta', '00[a-z0-9_=-]{40}'], ['onesignal', 'a48 uuid'],
  ['opsgenie', 'uuid'], ['outlook', 'uuid'], ['pagerduty', 'a20 a32 [a-z0-9+_-]{20}'], ['paypal', 'w80'],
  ['percy', 'a64'], ['plaid', 'a24 a30'], ['postmark', 'uuid'], ['private[_-]?ai', 'a32'], ['pusher', 'x20'],
  ['quay', 'a40 a64'], ['rapid[_-]?api', 'w50'], ['recaptcha', 'w40'], ['rollbar', 'x32'], ['saucelabs|sauce', 'uuid'],
  ['scaleway', 'uuid'], ['segment', 'a32 w64'], ['sendbird', 'x40 uuid'], ['sentry', 'x64 x32'], ['shodan', 'a32'],
  ['shortcut', 'uuid'], ['snyk', 'uuid'], ['sonar(?:qube|cloud)?', 'w40'], ['splunk', 'uuid a22'], ['spotify', 'x32'],
  ['square', 'w64'], ['squarespace', 'uuid'], ['statuspage', 'uuid x32'], ['strava', 'x40'], ['sumo(?:logic)?', 'a64 su[a-z0-9]{12}'],
  ['telegram(?:bot)?|telegr', '[0-9]{5,16}:a[a-z0-9_-]{34}'], ['todoist', 'x40'], ['travis(?:ci)?', 'a22'], ['trello', 'x32 x64'],
  ['twilio', 'x32'], ['twitch', 'a30'], ['twitter', 'a25 a35 a45 a50 [0-9]{15,25}-[a-z0-9]{20,40} a{22}[a-z0-9%]{80,120}'],
  ['uptimerobot', '[a-z0-9]{8,9}-[a-z0-9]{24}'], ['vercel', 'a24'], ['virustotal', 'x64'], ['vultr', 'a36'],
  ['wakatime', 'uuid'], ['wandb', 'x40'], ['webflow', 'x64'], ['xray', 'a64 a73'], ['yandex', '[a-z0-9._-]{38,90}'], ['youtube', 'w39'],
  ['zendesk', 'a40'], ['zerotier', 'a32'], ['zoom', 'a22 a32'],
] // prettier-ignore
