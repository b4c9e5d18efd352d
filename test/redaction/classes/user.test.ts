import { describe, expect, test } from 'vitest'

import { look } from './support/marked.ts'

const somebody = [
  'sshd(pam_unix)[20882]: authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=«203.0.113.7»  user=«root»',
  'su(pam_unix)[21416]: session opened for user «cyrus» by (uid=0)',
  'su(pam_unix)[21416]: session closed for user «cyrus»',
  'su(pam_unix)[1]: session opened for user «news» by «maria»(uid=500)',
  'crond[2917]: («root») CMD (run-parts /etc/cron.hourly)',
  '/USR/SBIN/CRON[9]: («maria») CMD (/home/«maria»/bin/backup)',
  'sendmail[1]: jA9: from=«root», size=1, class=0, nrcpts=1, relay=«root@localhost»',
  'sendmail[1]: jA9: to=«root», ctladdr=«root» (0/0), delay=00:00:00, relay=[«127.0.0.1»]',
  'sudo:   «root» : TTY=unknown ; PWD=/root ; USER=«root» ; COMMAND=/bin/ls',
  'sudo: «maria» : 3 incorrect attempts ; TTY=pts/0 ; PWD=/home/«maria» ; USER=«root» ; COMMAND=/bin/su',
  'login[1]: LOGIN ON tty1 BY «maria»',
  'login[1]: FAILED LOGIN 1 FROM «203.0.113.7» FOR «root», Authentication failure',
  'su[1]: «maria» to root on /dev/pts/1',
  "su: 'su «root»' succeeded for «maria» on /dev/pts/1",
  'systemd-logind[1]: New session 12 of user «maria».',
  'useradd[1]: new user: name=«maria», UID=1001, GID=1001',
  'uid=1000(«maria») gid=1000(«maria») groups=4(«adm»)',
  'SecurityManager: Changing view acls to: «yarn,maria»',
  'ui acls disabled; users with view permissions: Set(«yarn, maria»); users with modify permissions: Set(«yarn, maria»)',
  "Access denied for user '«root»'@'localhost' (using password: YES)",
  'FATAL: password authentication failed for user "«maria»"',
  'role "«maria»" does not exist',
  'Disconnected from user «maria» «203.0.113.7» port 22',
  'Connection closed by authenticating user «root» «203.0.113.7» port 22 [preauth]',
  'Accepted publickey for «maria» from «203.0.113.7» port 22 ssh2',
  'User «maria» from «203.0.113.7» not allowed because not listed in AllowUsers',
  'Failed password for invalid user «ingrid» from «203.0.113.7» port 1 ssh2',
  'input_userauth_request: invalid user «user» [preauth]',
  'Invalid user «0» from «203.0.113.7»',
  'Invalid user  «0101» from «203.0.113.7»',
  'Too many authentication failures for «maria» [preauth]',
  'unix_chkpwd[1]: password check failed for user («root»)',
  'passwd[1]: password changed for «maria»',
  'ACME\\«maria.lopez» logged on',
  'User: ACME\\«maria» failed',
  'Account Name:\t\t«maria»\n',
  'C:\\Users\\«maria»\\AppData\\Local\\x.log',
  'C:\\\\Users\\\\«Maria Lopez»\\\\AppData',
  'c:/users/«maria»/x and C:\\Documents and Settings\\«maria»\\x',
  '/Users/«maria»/Library/Logs file:///Users/«maria»/Library',
  'open /home/«maria»: no such file',
  'cannot chdir(/home/«maria») and /export/home/«maria»/x',
  '/opt/nodemanager/usercache/«maria»/appcache/application_1',
  '«203.0.113.7» - «frank» [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200',
  '«203.0.113.7» - - [10/Oct/2000:13:55:36 -0700] "GET /a HTTP/1.0" 200',
  'bind uid=«maria»,ou=People,dc=acme,dc=com',
  'msg=audit(1): pid=1 uid=0 auid=4294967295 acct="«maria»" exe="/usr/sbin/sshd"',
  'created_by=«maria» at 10:00, user = «maria»',
  'logged in as «maria»',
]

const nobody = [
  'check pass; user unknown',
  'User unknown timed out after 900 seconds',
  'ANONYMOUS FTP LOGIN FROM example, (anonymous)',
  'Kerberos authentication failed; ROOT LOGIN ON tty2',
  'userId=0 user=0 uid=10037 u0 for user 0 and user 10; User 0 state changed',
  'user interface; for user interface updates; user agent curl; user request. [preauth]',
  'user request data from cache; user does not exist; The user has no permission; user session by id; invalid user input',
  'GET /home/index.html HTTP/1.1; GET /users/list; POST /Users/search HTTP/1.1; /api/users/123',
  'NT AUTHORITY\\SYSTEM BUILTIN\\Administrators HKLM\\Software foo\\nbar ERROR\\nCaused C:\\Windows\\System32',
  'C:\\Users\\Public\\x C:\\Users\\Default\\y /home/ /Users/Shared/z',
  'uid=0 euid=0 gid=1000 groups=10 to=3, from=10, size=5 from=cache, size=10',
  'username: not provided; user: not found; login: success; as user input',
  'session closed; new session for user; max_user=12 is_user=true',
]

describe.each(['log', 'text'] as const)('G1 accounts and home directories in %s', (profile) => {
  test.each(somebody)('%s', (text) => {
    const { missed, extra } = look(text, profile)
    expect(missed).toEqual([])
    if (profile === 'log') expect(extra).toEqual([])
  })

  test.each(nobody)('numbers and words name nobody: %s', (text) => {
    expect(look(text, profile).extra.filter((hit) => hit.startsWith('user'))).toEqual([])
  })
})
